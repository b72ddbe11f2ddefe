import fc from "fast-check";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { CLOCK_HEADER } from "../served/clock-header.ts";
import { type Answer, jsonOf, type Request, type Served, serveProduct } from "../served/served.ts";
import { Pairs } from "./compare.ts";
import { anyHistory, requestOf, type Turn } from "./history.ts";
import { ISOLATION_BUGS } from "./isolation-bugs.ts";
import { questionsTo } from "./questions.ts";

/**
 * Two-world non-interference: two servers live the same history of tenants A and C, and different ones of B. After each step everything
 * that can be read of A is read in both, and must be the same to the byte. (Hritcu et al., Testing Noninterference, Quickly, 2013)
 */

const START = Date.UTC(2026, 5, 1);
/** As in questions.ts: of its first page the next is asked for. A cursor is of one world, signed with the key of its tenant. */
const PAGED = { query: "java kubernetes", explain: true, pageSize: 2 };
const PROFILES = Array.from({ length: 3 }, (_, at) => ({
	id: `pr${at}`,
	resume: { basics: { name: `Profile ${at}`, label: "java zebra" }, skills: [{ name: "Java" }] },
	emails: [`p${at}@example.com`],
	updatedAt: "2026-01-01T00:00:00Z",
}));

interface Life {
	readonly served: Served;
	readonly tenants: Readonly<Record<"a" | "b" | "c", { readonly token: string; readonly organization: string }>>;
}

interface Tally {
	histories: number;
	steps: number;
	answers: number;
	/** Of the answers to questions, those that told something. */
	told: number;
}

/** Of the answers, those that have to tell something: worlds that refuse everything are alike. Three in four do. */
const LEAST_TOLD = 0.5;

type Questions = Awaited<ReturnType<typeof questionsTo>>;

/** A share of a full run is so many whole histories: what a short one never comes to would not be seen in any number of them. */
const LENGTH = { quick: 10, control: 16, full: 40 };

async function prove(context: Context): Promise<Outcome> {
	const runs = context.amount({ quick: 2, full: 500, control: 10 });
	const worlds = await Promise.all([serveProduct(context, { clock: START }), serveProduct(context, { clock: START })]);
	for (const world of worlds) await world.order("network", PROFILES);
	const tally: Tally = { histories: 0, steps: 0, answers: 0, told: 0, ...context.done };
	const { histories: past, answers: compared, told } = tally;
	const questions = await questionsTo(worlds[0] as Served);
	const faults: string[] = [];
	let number = 0;
	const checked = await fc.check(
		fc.asyncProperty(anyHistory(LENGTH[context.size]), async (turns) => {
			// The same seed makes the same histories: those of earlier runs are passed over.
			if (++number <= past) return;
			const found = await compare(worlds as [Served, Served], { number, turns, questions }, tally);
			if (found !== null) throw new Error(found);
			const [asked, answered] = [tally.answers - compared, tally.told - told];
			if (answered < asked * LEAST_TOLD)
				throw new Error(`only ${answered} of ${asked} answers told something of A: nothing was compared`);
		}),
		// A planted bug need not be found in its smallest form.
		{ seed: context.seed, numRuns: past + runs, endOnFailure: context.size !== "full" },
	);
	if (checked.failed) {
		const error = checked.errorInstance as Error | undefined;
		faults.push(
			`${error?.message} after ${JSON.stringify(checked.counterexample?.[0]?.map(shown))} (path ${checked.counterexamplePath})`,
		);
	}
	return {
		figure: `${tally.histories} histories, ${tally.steps} steps, ${tally.answers} answers of A compared, ${checked.failed ? "a difference" : "0 differing bytes"}`,
		faults,
		short: fewer(tally.histories, 500, "histories"),
		done: { ...tally },
	};
}

const shown = (turn: Turn) =>
	turn.tenant === "b" ? ["b", ...turn.steps.map(({ kind }) => kind)] : [turn.tenant, turn.step.kind];

async function compare(
	worlds: [Served, Served],
	{
		number,
		turns,
		questions,
	}: { readonly number: number; readonly turns: readonly Turn[]; readonly questions: Questions },
	tally: Tally,
): Promise<string | null> {
	const lives = await Promise.all(worlds.map((served) => begin(served, number)));
	const pairs = new Pairs();
	tally.histories++;
	for (const [at, turn] of turns.entries()) {
		const did = await Promise.all(lives.map((life, world) => live(life, turn, world)));
		// What B was answered differs, of course.
		const own = turn.tenant === "b" ? null : pairs.difference(did[0] as Answer, did[1] as Answer);
		if (own !== null) return `step ${at} of ${turn.tenant} (${JSON.stringify(turn)}) was answered differently: ${own}`;
		tally.steps++;
		const found = await look(lives as [Life, Life], { pairs, questions }, tally);
		if (found !== null) return `after step ${at}, ${found}`;
	}
	return null;
}

async function begin(served: Served, number: number): Promise<Life> {
	const begun = async (tenant: string) => {
		const { organization } = await served.order("tenant", `${tenant}-${number}`, { signals: true });
		const token = await served.order("token", `${tenant}-${number}`);
		const seat = { firstName: "Rita", lastName: "Roe", email: "rita@example.com", roles: ["RECRUITER"] };
		await served.ask({ method: "PUT", url: "/v1/seats/rita", token, body: seat });
		return { token, organization: `urn:li:organization:${organization}` };
	};
	return { served, tenants: { a: await begun("a"), b: await begun("b"), c: await begun("c") } };
}

async function live({ served, tenants }: Life, turn: Turn, world: number): Promise<Answer> {
	const { token, organization } = tenants[turn.tenant];
	const step = turn.tenant === "b" ? (turn.steps[world] as (typeof turn.steps)[0]) : turn.step;
	return withoutOrganization(await askLater(served, { ...requestOf(step, organization), token }), organization);
}

/** Asks both worlds the same of A, in turn: each answer is compared before the next question. */
async function look(
	[one, other]: [Life, Life],
	{ pairs, questions }: { readonly pairs: Pairs; readonly questions: Questions },
	tally: Tally,
): Promise<string | null> {
	const lives = [one, other];
	let next: (string | null)[] = [];
	const compared = async (requests: readonly Request[]): Promise<string | null> => {
		const answers = await Promise.all(
			lives.map((life, world) => askA(life, requests[world % requests.length] as Request)),
		);
		tally.answers++;
		if (answers.every(({ status, body }) => status === 200 && body !== "")) tally.told++;
		const found = pairs.difference(answers[0] as Answer, answers[1] as Answer);
		const [request] = requests as [Request];
		const isPaged = JSON.stringify(request.body)?.includes('"pageSize":2') === true;
		if (isPaged) next = answers.map((answer) => (answer.status === 200 ? jsonOf(answer).nextCursor : null) ?? null);
		return found === null
			? null
			: `${request.method ?? "GET"} ${request.url} ${JSON.stringify(request.body ?? "")}: ${found}`;
	};
	const [here, there] = lives.map(({ tenants }) => questions(tenants.a.organization));
	for (const [at, request] of (here ?? []).entries()) {
		const found = await compared([request, there?.[at] ?? request]);
		if (found !== null) return found;
	}
	if (next.length === 0 || next.includes(null)) return null;
	return compared(next.map((cursor) => ({ method: "POST", url: "/v1/search", body: { ...PAGED, cursor } })));
}

async function askA({ served, tenants }: Life, request: Request): Promise<Answer> {
	return withoutOrganization(await askLater(served, { ...request, token: tenants.a.token }), tenants.a.organization);
}

/** Its number is drawn by lot, and has the same length everywhere. */
const withoutOrganization = (answer: Answer, organization: string): Answer => ({
	...answer,
	body: answer.body.replaceAll(organization.replace(/^.*:/, ""), "ORGANIZATION"),
});

/** Milliseconds that have passed in each world. What happens at once would be ordered by random ids, in each world otherwise. */
const passed = new WeakMap<Served, number>();

function askLater(served: Served, request: Request): Promise<Answer> {
	const now = (passed.get(served) ?? START) + 1;
	passed.set(served, now);
	return served.ask({ ...request, headers: { ...request.headers, [CLOCK_HEADER]: String(now) } });
}

export const worlds: Proof = {
	name: "worlds",
	claim: "What another tenant has or does changes no byte of any answer",
	requirements: [1, 4],
	target:
		"500 histories of 40 steps, 3 tenants, all read routes after each step: 0 differing bytes; 30 of 30 planted isolation bugs found",
	controls: ISOLATION_BUGS,
	minutes: 240,
	onCluster: true,
	run: prove,
};
