import { randomBytes } from "node:crypto";
import { personKey } from "../domain/desk.ts";
import type { SeenPage } from "../domain/signal.ts";
import type { Draft, SearchObserver, Watched } from "../search/observer.ts";
import type { PagePerson } from "../search/page.ts";
import type { Profiles } from "../search/profiles.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { forgetGone } from "./forget-gone.ts";
import { padded, putSeen, readExperiment } from "./records.ts";
import { featuresOf, snapshotOf } from "./snapshot.ts";

export interface ObserverDeps {
	readonly profiles: Profiles;
	readonly clock: Clock;
}

/** Keeps what is shown, for tenants that want it, and interleaves their lists while an experiment runs. */
export function createObserver({ profiles, clock }: ObserverDeps): SearchObserver {
	return {
		async draft(scope, watched, fixed) {
			if (!scope.tenant.settings.signals || fixed === null) return null;
			const { experiment } = await readExperiment(scope.store);
			if (experiment === null) return null;
			// A list that was begun in an experiment stays what it is, though that was stopped in the meantime.
			const isOfIt = fixed === undefined ? experiment.stoppedAt === null : fixed === experiment.id;
			if (!isOfIt) return null;
			return {
				id: experiment.id,
				profile: profiles.get(experiment.profileA, scope.tenant.id),
				other: profiles.get(experiment.profileB, scope.tenant.id),
				lot: lotsOf(scope, experiment.id, watched),
			};
		},
		async seen(scope, watched, { profile, draft, people }) {
			if (!scope.tenant.settings.signals || people.length === 0) return null;
			const now = clock();
			const searchId = `${padded(now.getTime())}-${randomBytes(8).toString("hex")}`;
			const take = snapshotOf(profile);
			const page: SeenPage = {
				searchId,
				at: now.toISOString(),
				asker: askerDigest(scope, watched.asker),
				query: shortDigest(scope, watched.asked),
				profile: profile.id,
				experiment: draft?.id ?? null,
				features: [...featuresOf()],
				people: people.map((person) => ({ ...shownPerson(person), values: take(person.seat) })),
			};
			await scope.store.write([putSeen(page)]);
			await forgetGone(
				scope,
				page.people.map(({ key }) => key),
			);
			return searchId;
		},
	};
}

/** Digits of a digest that are kept: enough that no two askers or queries of one tenant meet. */
const DIGEST = 24;
const shortDigest = (scope: Scope, text: string) => scope.digest(text, "signal").slice(0, DIGEST);

/** Equal for equal askers, and tells nobody who it is. */
export const askerDigest = (scope: Scope, asker: string): string => shortDigest(scope, `asker ${asker}`);

function shownPerson({ seat, origin, candidate, profile }: PagePerson) {
	const { team } = seat.person;
	return {
		key: personKey({ candidateId: candidate?.id ?? null, profileId: profile?.id ?? null }),
		position: seat.place + 1,
		origin,
		...(team === undefined ? {} : { team }),
	};
}

/** Rounds that one digest gives the lots of. */
const ROUNDS = 256;

/** The lots of one list: the same for the same asker, query and day, so that every page is of one list. */
function lotsOf(scope: Scope, experiment: string, { asker, asked, asOf }: Watched): Draft["lot"] {
	const list = JSON.stringify([experiment, asker, asked, asOf]);
	return (block) => {
		const drawn = new Map<number, Buffer>();
		return (round) => {
			const part = Math.floor(round / ROUNDS);
			const bytes = drawn.get(part) ?? Buffer.from(scope.digest(`lots ${list} ${block} ${part}`, "signal"), "hex");
			drawn.set(part, bytes);
			const bit = round % ROUNDS;
			return (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
		};
	};
}
