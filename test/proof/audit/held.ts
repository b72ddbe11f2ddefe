import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openConnection } from "../../../src/engine/embedded/connection.ts";
import { storePlace } from "../../../src/engine/embedded/paths.ts";
import { keyIn } from "../keys/key-in.ts";
import { exampleRequest } from "../served/example-request.ts";
import type { Answer, Request } from "../served/served.ts";
import { isForScope, type Journal, login, otherScope } from "./journal.ts";
import { guardedRoutes, UNLOGGED } from "./routes.ts";

/** Another process holds the lock of the log's file, as a hanging disk would, and everything is asked for. */

/** These tell by a refusal, too, what there is: they are answered with nothing but that the log cannot be written. */
const READS: readonly Request[] = [
	{ url: "/v1/search?q=java" },
	{ url: "/v1/jobs" },
	{ url: "/v1/candidates/none" },
	{ url: "/v1/suggest?q=ja" },
	{ method: "PUT", url: "/v1/jobs/j1", body: { title: "Nurse" } },
	{ url: "/v1/projects" },
	{ url: "/v1/webhooks" },
	{ url: "/v1/tasks" },
	{ method: "POST", url: "/v1/people/export", body: { query: "java" } },
	{ url: "/v1/seats" },
];

interface Asking {
	readonly what: string;
	readonly ask: () => Promise<Answer>;
	readonly isStrict: boolean;
}

export interface Holding extends Journal {
	readonly folder: string;
	/** Of another tenant, whose log nobody holds. */
	readonly neighbour: string;
	readonly rounds: number;
	/** Asked at once. */
	readonly batch: number;
}

/** @returns how much was asked and refused, and the milliseconds that the slowest batch of refusals took */
export async function holdBack(holding: Holding, faults: string[]) {
	const { served, folder, tenant, neighbour, batch, filled } = holding;
	const all = await askings(holding);
	const name = { kind: "audit", tenant: parseTenantId(tenant) } as const;
	const lock = openConnection(storePlace(`${folder}/data`, name), await keyIn(folder, tenant, "audit"), {
		create: false,
		readOnly: false,
	});
	const rounds = Math.max(holding.rounds, Math.ceil(all.length / batch));
	let [asked, refused, slowest] = [0, 0, 0];
	for (let round = 0; round < rounds; round++) {
		const some = Array.from({ length: batch }, (_, at) => all[(round * batch + at) % all.length] as Asking);
		lock.exec("BEGIN IMMEDIATE");
		const from = performance.now();
		const answers = await Promise.all(some.map(({ ask }) => ask()));
		slowest = Math.max(slowest, performance.now() - from);
		if ((await served.ask({ url: "/v1/health" })).status !== 200)
			faults.push("the health of the server depends on the log");
		const beside = await served.ask({ url: "/v1/jobs", token: neighbour });
		if (beside.status !== 200) faults.push(`another tenant was answered with ${beside.status}`);
		lock.exec("COMMIT");
		asked += answers.length;
		refused += answers.filter(({ status }) => status === 503).length;
		for (const [at, answer] of answers.entries()) faults.push(...wrongWith(some[at] as Asking, answer));
		const healed = await served.ask({ url: "/v1/jobs", token: filled.token });
		if (healed.status !== 200) faults.push(`after it the server answered with ${healed.status}`);
	}
	lock.close();
	return { asked, refused, slowest };
}

/** Every route by who may and by who may not, and logins. */
async function askings({ served, tenant, filled: { token, ids } }: Holding): Promise<readonly Asking[]> {
	const weak = new Map([
		["search", await served.order("token", tenant, ["search"])],
		["jobs:read", await served.order("token", tenant, ["jobs:read"])],
	]);
	const client = await served.order("client", tenant);
	const routes = (await guardedRoutes(served)).filter(({ name }) => !UNLOGGED.has(name));
	const asking = (what: string, ask: Asking["ask"], isStrict = false): Asking => ({ what, ask, isStrict });
	return [
		...READS.map((request) => asking(request.url, () => served.ask({ ...request, token }), true)),
		...routes.flatMap((route) => {
			const request = exampleRequest(route.name, ids);
			return [
				asking(route.name, () => served.ask({ ...request, token })),
				asking(`${route.name} without its scope`, () =>
					served.ask({ ...request, token: weak.get(otherScope(route)) ?? null }),
				),
			];
		}),
		asking("a login", () => login(served, client), true),
		// Answered at a moment that does not tell whether it is written down; that it is, the journal shows.
		asking("a login that fails", () => login(served, { ...client, clientSecret: "wrong" })),
	];
}

function wrongWith({ what, isStrict }: Asking, answer: Answer): string[] {
	const { status, body, headers } = answer;
	if (status === 503) return headers.some(([name]) => name === "retry-after") ? [] : [`${what}: no time to come back`];
	// An import answers each line by itself.
	if (body.startsWith('{"line":1,') && body.includes("audit-unavailable")) return [];
	// Refused for its form, or because it is not there, before anything was to be written down.
	const isOther = status >= 400 && status < 500 && !isForScope(answer);
	return isOther && !isStrict ? [] : [`${what} was answered with ${status} ${body.slice(0, 80)} and is not in the log`];
}
