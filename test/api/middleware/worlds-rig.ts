import fc from "fast-check";
import { profileDocument } from "../../../src/analysis/person-document.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { recognizer } from "../../search/world.ts";
import { application, candidate, T0 } from "./samples.ts";
import { openWire, type Wire } from "./wire-rig.ts";

/**
 * Two worlds of one tenant, as recruiter S1 sees them: one with jobs, applications, notes, judgements and people that access lists keep
 * from him, one in which these never were.
 */

/** R1: S1 is on its list. R2: on no list. R3: on a list without S1. R4: restricted. */
export const SEEN_JOBS = ["R1", "R2"] as const;
export const HIDDEN_JOBS = ["R3", "R4"] as const;
export const PEOPLE = ["C1", "C2", "C3", "C4"] as const;
/** There only by way of applications that S1 may not see. */
export const HIDDEN_PEOPLE = ["X1", "X2"] as const;

const WORDS = ["welding", "weld", "welds", "secretly", "entwickler", "java", "javas", "interview", "zebra"];
const STAGES = ["New", "Interview", "Hired", "Secret stage"];

/** Something that an ATS sends. */
export interface Op {
	readonly kind: "note" | "feedback" | "stage" | "person-note" | "apply" | "withdraw" | "person";
	readonly person: string;
	/** The job that the person applied for. */
	readonly job: string;
	/** An application that is restricted itself, though its job is not. */
	readonly restricted: boolean;
	readonly text: string;
	readonly day: number;
}

const anyText = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));

const anyOp: fc.Arbitrary<Op> = fc
	.record({
		kind: fc.constantFrom<Op["kind"]>(
			"note",
			"feedback",
			"stage",
			"person-note",
			"apply",
			"apply",
			"withdraw",
			"person",
		),
		person: fc.constantFrom(...PEOPLE, ...HIDDEN_PEOPLE),
		job: fc.constantFrom(...SEEN_JOBS, ...HIDDEN_JOBS),
		restricted: fc.boolean(),
		text: anyText,
		day: fc.integer({ min: 0, max: 300 }),
	})
	.map((op) => {
		const isHidden = (HIDDEN_PEOPLE as readonly string[]).includes(op.person);
		// Who is hidden never applied for what is seen.
		const job = isHidden && op.job !== "R3" ? "R4" : op.job;
		return { ...op, job };
	});

export const anyHistory = fc.record({
	open: fc.boolean(),
	ops: fc.array(anyOp, { minLength: 4, maxLength: 24 }),
});
export type History = { readonly open: boolean; readonly ops: readonly Op[] };

const applicationId = ({ person, job, restricted }: Op) => `${person}-${job}${restricted && job === "R2" ? "-r" : ""}`;

/** Whether S1 may see what belongs to it. */
const isSeen = ({ job, restricted }: Op, open: boolean) => job === "R1" || (job === "R2" && open && !restricted);

const OF_PERSON: ReadonlySet<Op["kind"]> = new Set(["person", "person-note"]);

/** People whom S1 does not see: they are there only by way of what is hidden, or by way of nothing where nothing is open. */
export function absentees({ open, ops }: History): ReadonlySet<string> {
	const there = new Map<string, Map<string, boolean>>();
	for (const person of [...PEOPLE, ...HIDDEN_PEOPLE]) there.set(person, new Map());
	// What was deleted is remembered for a while: what is no newer does not come back.
	const gone = new Set<string>();
	for (const op of ops) {
		const id = applicationId(op);
		if (op.kind === "apply" && !gone.has(id)) there.get(op.person)?.set(id, isSeen(op, open));
		if (op.kind === "withdraw") there.get(op.person)?.delete(id);
		if (op.kind === "withdraw") gone.add(id);
	}
	const isThere = (own: ReadonlyMap<string, boolean>) => (own.size === 0 ? open : [...own.values()].includes(true));
	return new Set([...there].flatMap(([person, own]) => (isThere(own) ? [] : [person])));
}

/** The history as it would be without what S1 may not see. */
export function withoutHidden(history: History): History {
	const absent = absentees(history);
	const stays = (op: Op) => !absent.has(op.person) && (OF_PERSON.has(op.kind) || isSeen(op, history.open));
	return { open: history.open, ops: history.ops.filter(stays) };
}

const DAY = 86_400_000;

/** A tenant that went through a history. */
export async function live({ open, ops }: History, hidden: boolean, absent: ReadonlySet<string>, engine?: Engine) {
	const wire = await openWire({ real: true, ...(engine === undefined ? {} : { engine }) });
	await wire.v1("PUT", "/v1/seats/S1", {
		firstName: "Sue",
		lastName: "Roe",
		email: "sue@acme.example",
		roles: ["RECRUITER"],
	});
	const titles = { R1: "Welder", R2: "Java developer", R3: "Secret director", R4: "Secret nurse" };
	for (const [id, title] of Object.entries(titles)) {
		if (!hidden && (HIDDEN_JOBS as readonly string[]).includes(id)) continue;
		await wire.v1("PUT", `/v1/jobs/${id}`, {
			title,
			description: `We look for a ${title}.`,
			status: "open",
			...(id === "R4" ? { accessRestricted: true } : {}),
		});
	}
	await protect(wire, "G1", "R1");
	if (hidden) await protect(wire, "G3", "R3");
	await openToAll(wire, open);
	await network(wire);
	// Everybody is there from the beginning, as it is with an ATS that sends people before their applications.
	for (const person of [...PEOPLE, ...HIDDEN_PEOPLE]) if (!absent.has(person)) await send(wire, person, 0);
	for (const op of ops) await apply(wire, op);
	await share(wire);
	return wire;
}

/** A short list that somebody made who sees everybody. */
async function share(wire: Wire): Promise<void> {
	await wire.v1("PUT", "/v1/projects/shared", { name: "Shared", shared: true });
	const people = ["X1", "C1", "X2", "C2", "C3"].map((candidateId) => ({ candidateId }));
	const add = { action: "addToProject", project: "shared", people: [...people, { profileId: "p-X1" }] };
	await wire.v1("POST", "/v1/people/bulk", add);
}

async function protect(wire: Wire, list: string, job: string): Promise<void> {
	const org = wire.organization;
	await wire.put("/v2/atsEntityAcls", {
		[`atsEntityAclId=${list}&dataProvider=ATS&integrationContext=${org}&atsEntityId=${job}&atsEntityType=JOB_POSTING`]:
			{},
	});
	if (list !== "G1") return;
	await wire.put("/v2/atsEntityAclAssignees", {
		[`assignee=urn:li:person:S1&atsEntityAclId=${list}&dataProvider=ATS&integrationContext=${org}&atsEntityType=JOB_POSTING`]:
			{},
	});
}

async function openToAll(wire: Wire, open: boolean): Promise<void> {
	const everybody = { value: "ALL_PRODUCT_USERS", application: "ats", updatedAt: "2026-01-01T00:00:00Z" };
	const configurations = open ? { JOB_POSTING_VIEWERS: everybody, APPLICATION_VIEWERS: everybody } : {};
	const record = JSON.stringify({ integrations: {}, configurations });
	const { store } = await wire.scope();
	await store.write([{ op: "put", collection: "setting", id: "integrations", record }]);
}

/** Profiles of two people, of whom X1 is one. */
async function network(wire: Wire): Promise<void> {
	const profiles = ["C1", "X1"].map((id) => ({
		id: `p-${id}`,
		resume: {
			basics: { name: nameOf(id), label: "Java developer" },
			skills: [{ name: "Java" }, { name: `Skill of ${id}` }],
		},
		emails: [`${id.toLowerCase()}@example.com`],
		updatedAt: "2026-01-01T00:00:00Z",
	}));
	await wire.tenancy.network.importProfiles(profiles, (profile) => profileDocument(profile, recognizer));
}

const NAMES: Readonly<Record<string, string>> = {
	C1: "Cora",
	C2: "Carl",
	C3: "Cleo",
	C4: "Chen",
	X1: "Xena",
	X2: "Xaver",
};
const nameOf = (id: string) => `${NAMES[id]} Number${id}`;

async function send(wire: Wire, person: string, day: number): Promise<void> {
	const [firstName = "", lastName = ""] = nameOf(person).split(" ");
	const entity = candidate({
		firstName,
		lastName,
		emailAddresses: [`${person.toLowerCase()}@example.com`],
		phoneNumbers: [],
		currentJobTitle: person.startsWith("X") ? "Secret welder" : day % 2 === 0 ? "Welder" : "Java developer",
		currentCompanyName: `Company of ${person}`,
		atsLastModifiedAt: T0 + day * DAY,
	});
	await wire.put("/v2/atsCandidates", { [wire.candidateKey(person)]: entity });
}

async function apply(wire: Wire, op: Op): Promise<void> {
	const at = T0 + op.day * DAY;
	const id = applicationId(op);
	const below = `/v2/atsApplications/${wire.applicationKey(id)}`;
	const author = { firstName: "Tom", lastName: "Roe" };
	switch (op.kind) {
		case "person":
			return send(wire, op.person, op.day);
		case "person-note":
			await wire.put(`/v2/atsCandidates/${wire.candidateKey(op.person)}/notes`, {
				[`N${op.day}`]: { note: op.text, author, atsCreatedAt: at },
			});
			return;
		case "apply": {
			const sent = application({
				atsCandidateId: op.person,
				atsJobPostingId: op.job,
				atsCreatedAt: T0 + (op.day % 7) * DAY,
				atsLastModifiedAt: at,
				source: isSecret(op) ? "Secret source" : "Referral",
				...(op.restricted && op.job === "R2" ? { accessRestricted: true } : {}),
			});
			await wire.put("/v2/atsApplications", { [wire.applicationKey(id)]: sent });
			return;
		}
		case "withdraw":
			await wire.remove(
				`/v2/atsApplications?${wire
					.applicationKey(id)
					.split("&")
					.map((part) => `ids[0].${part}`)
					.join("&")}`,
			);
			return;
		case "note":
			await wire.put(`${below}/notes`, { [`N${op.day}`]: { note: op.text, author, atsCreatedAt: at } });
			return;
		case "feedback":
			await wire.put(`${below}/interviewFeedback`, {
				[`F${op.day}`]: { feedback: op.text, interviewer: author, atsCreatedAt: at, interviewType: "ONSITE" },
			});
			return;
		case "stage":
			await wire.put(`${below}/stages`, {
				[`T${op.day}`]: { stage: STAGES[op.day % STAGES.length] ?? "New", atsCreatedAt: at },
			});
	}
}

const isSecret = ({ job }: Op) => (HIDDEN_JOBS as readonly string[]).includes(job);
