-- One kind of call for wrk, chosen by the environment: BENCH_KIND is 1k, 20k or sse.
-- BENCH_MONEY, on or off, is said to a gateway with the switch.

local kind = os.getenv("BENCH_KIND") or "1k"
local model = os.getenv("BENCH_MODEL") or "gpt-4o-mini"
local bearer = os.getenv("BENCH_BEARER") or "none"
local money = os.getenv("BENCH_MONEY")
local size = kind == "20k" and 20480 or 1001

local head = '{"model":"' .. model .. '",' .. (kind == "sse" and '"stream":true,' or "")
  .. '"max_tokens":256,"messages":[{"role":"user","content":"'
local tail = '"}]}'
local text = "All work and no play makes a dull boy. "
local room = size - #head - #tail

wrk.method = "POST"
wrk.body = head .. text:rep(math.floor(room / #text) + 1):sub(1, room) .. tail
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. bearer
-- heeded by money-switch
if money and money ~= "" then wrk.headers["X-Bench-Money"] = money end

-- requests, microseconds, p50 and p99 in microseconds, failures
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
