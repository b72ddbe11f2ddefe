import * as z from "zod";
import { Candidate } from "../../domain/candidate.ts";
import { TributaryError } from "../../errors.ts";
import { link, unlink } from "../../ingest/match-decisions.ts";
import { type RecordRef, recordIdOf } from "../../sync/kinds.ts";
import { survivorsOf } from "../../sync/people.ts";
import { perKey, type RecordResource, refsOf } from "./records.ts";
import { personIdOf, personUrn, type WireAnswer, type WireCall } from "./resource.ts";
import { batchEnvelope, type KeyOutcome } from "./restli/envelope.ts";
import { entitiesOf } from "./restli/request.ts";

/** Which member of the network a candidate is, as the ATS's users say it. */

const MEMBER = "manualMatchedMember";

/** What is known of candidates besides what the ATS sent: the member they are matched with, and whether a person said so. */
export async function matchedMembers({ scope }: WireCall, refs: readonly RecordRef[]) {
	const own = refs.map(({ path }) => recordIdOf(path[0] ?? ""));
	const ids = await survivorsOf(scope, own);
	const found = await scope.store.read("person", { ids });
	return found.map((stored) => {
		const match = stored === null ? null : Candidate.parse(JSON.parse(stored.record)).match;
		if (match === null) return { matchedMembers: [] };
		const member = personUrn(match.profileId);
		return { matchedMembers: [member], ...(match.by === "person" ? { [MEMBER]: member } : {}) };
	});
}

type Patch = { readonly link: string } | "unlink";

/** `batch_partial_update` of candidates: `$set` links, `$delete` unlinks, and nothing else can be changed in part. */
export async function patchMatches(
	call: WireCall,
	description: Pick<RecordResource, "kind" | "parts">,
): Promise<WireAnswer> {
	const entities = entitiesOf(call.request, "complex");
	const refs = refsOf(
		call,
		description,
		entities.map(([key]) => key),
	);
	const patches = refs.flatMap(([, ref], place) => (ref instanceof TributaryError ? [] : [entities[place]?.[1]]));
	const outcomes = await perKey(refs, async (sound) => {
		const done: KeyOutcome[] = [];
		for (const [place, { path }] of sound.entries()) {
			const [id = ""] = path;
			done.push(await patchOne(call, id, patches[place]));
		}
		return done;
	});
	return { body: batchEnvelope(outcomes, false) };
}

async function patchOne(call: WireCall, atsId: string, entity: unknown): Promise<KeyOutcome> {
	try {
		const patch = readPatch(entity);
		// The ATS knows nothing of a merge: who was taken into another is that other here.
		const [candidateId = ""] = await survivorsOf(call.scope, [recordIdOf(atsId)]);
		if (patch === "unlink") await parted(call, candidateId);
		else await linked(call, candidateId, patch.link);
		return { ok: true, status: 204 };
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		return { ok: false, error };
	}
}

async function linked({ scope, deps }: WireCall, candidateId: string, profileId: string): Promise<void> {
	await link(scope, deps.ingest, candidateId, profileId);
	await deps.exports.complete(scope, { profileId, candidateId });
}

/** Repeating it is no error: there is nothing to take away then, and that is what was asked for. */
async function parted({ scope, deps }: WireCall, candidateId: string): Promise<void> {
	const [found] = await scope.store.read("person", { ids: [candidateId] });
	if (found == null) throw new TributaryError("not-found");
	if (Candidate.parse(JSON.parse(found.record)).match === null) return;
	await unlink(scope, deps.ingest, candidateId);
}

const invalid = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer, detail }] });

const PatchEntity = z.object({
	patch: z.strictObject({
		$set: z.record(z.string(), z.unknown()).default({}),
		$delete: z.array(z.string()).default([]),
	}),
});

/** @throws TributaryError `invalid-field` whatever else was sent */
function readPatch(entity: unknown): Patch {
	const { data } = PatchEntity.safeParse(entity);
	if (data === undefined) throw invalid("/patch", "value is no patch with $set as a record, or $delete as a list");
	const { $set, $delete } = data.patch;
	const names = [...Object.keys($set), ...$delete];
	const other = names.find((name) => name !== MEMBER)?.slice(0, 120);
	if (other !== undefined) throw invalid(`/patch/${other}`, "field cannot be changed in part: send the whole record");
	if (names.length !== 1) throw invalid("/patch", `name ${MEMBER} once, in $set or in $delete`);
	return Object.hasOwn($set, MEMBER) ? { link: personIdOf($set[MEMBER], `/patch/$set/${MEMBER}`) } : "unlink";
}
