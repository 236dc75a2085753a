-- A load for a gateway with the switch, whose calls are paid for and not in turns of a
-- tenth of a second, with the processor time that some threads take in either. A machine
-- whose speed changes by the second treats both alike. Needs Linux: BENCH_LOOPS and
-- BENCH_COLLECTOR are the schedstat files of these threads; BENCH_FIRST is on or off.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } bench_time;
  int clock_gettime(int clock, bench_time *time);
]]
local MONOTONIC = 1
local TURN = 0.1
-- What the turn before had under way is answered by then and counts for neither.
local PAUSE = 0.01

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "call.lua")

local function words(text)
  local list = {}
  for word in text:gmatch("%S+") do list[#list + 1] = word end
  return list
end

local threads = { loops = words(os.getenv("BENCH_LOOPS")), collector = words(os.getenv("BENCH_COLLECTOR")) }
local paid = os.getenv("BENCH_FIRST") ~= "off"
local time = ffi.new("bench_time")
local bytes, calls, flips = {}, 0, false
local starts, ends, before, worker

-- read by done, which runs in a state of its own
on_calls, on_loops, on_collector = 0, 0, 0
off_calls, off_loops, off_collector = 0, 0, 0

local function now()
  ffi.C.clock_gettime(MONOTONIC, time)
  return tonumber(time.seconds) + tonumber(time.nanos) / 1e9
end

local function spent(files)
  local nanos = 0
  for _, path in ipairs(files) do
    local file = assert(io.open(path))
    nanos = nanos + file:read("*n")
    file:close()
  end
  return nanos
end

local function look()
  return { loops = spent(threads.loops), collector = spent(threads.collector) }
end

local function count()
  local after = look()
  local way = paid and "on_" or "off_"
  _G[way .. "calls"] = _G[way .. "calls"] + calls
  for name in pairs(threads) do
    _G[way .. name] = _G[way .. name] + after[name] - before[name]
  end
end

local function turn(at)
  starts, ends, before, calls = at + PAUSE, at + TURN, nil, 0
end

function setup(thread)
  worker = thread
end

function init()
  for _, way in ipairs({ "on", "off" }) do
    wrk.headers["X-Bench-Money"] = way
    bytes[way] = wrk.format()
  end
  turn(now())
end

function request()
  local at = now()
  if at >= ends then
    if before then count() end
    -- on, off, off, on: what changes steadily is the same for both
    flips = not flips
    if flips then paid = not paid end
    turn(at)
  elseif not before and at >= starts then
    before = look()
  end
  if before then calls = calls + 1 end
  return bytes[paid and "on" or "off"]
end

local result = done

function done(summary, latency, requests)
  result(summary, latency, requests)
  for _, way in ipairs({ "on", "off" }) do
    io.write(string.format("TURNS %s %d %.0f %.0f\n", way, worker:get(way .. "_calls"),
      worker:get(way .. "_loops"), worker:get(way .. "_collector")))
  end
end
