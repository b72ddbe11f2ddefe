import { RecordId } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import { confined } from "../sync/confined.ts";
import type { Scope } from "../tenancy/scope.ts";

/** What `--seat` does to a scope. @throws TributaryError `invalid-field` */
export function forSeat(scope: Scope, seat: string | undefined): Scope {
	if (seat === undefined) return scope;
	if (!RecordId.safeParse(seat).success)
		throw new TributaryError("invalid-field", { errors: [{ pointer: "--seat", detail: "This is no id of a seat." }] });
	return confined(scope, seat);
}
