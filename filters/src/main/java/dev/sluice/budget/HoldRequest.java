package dev.sluice.budget;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Intent;

/**
 * An attempt that wants its money.
 *
 * @param admission the call's ticket
 * @param call the call
 * @param intent where the attempt is to go
 */
record HoldRequest(BudgetAdmission admission, ClientCall call, Intent intent) {
}
