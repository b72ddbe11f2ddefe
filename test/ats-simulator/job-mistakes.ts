/** Job postings that the documented table of errors refuses: each mistake with the status that it is answered with. */
import { messageOf } from "./batch-answer.ts";
import type { Entry, Fields } from "./entries.ts";
import type { Session } from "./session.ts";
import { endsOf } from "./tasks.ts";

interface Mistake {
	readonly name: string;
	readonly status: number;
	readonly elements: readonly Fields[];
	/** Without the header that names the batch. */
	readonly unnamed?: boolean;
}

export async function sendJobMistakes(session: Session): Promise<void> {
	const [job] = session.belief.of("job");
	if (job === undefined || session.client.generation === 2) return;
	const closed = session.world.jobs.find((one) => one.closed)?.entry;
	for (const mistake of mistakesOf(job, closed)) await send(session, mistake);
}

function mistakesOf({ fields }: Entry, closed: Entry | undefined): Mistake[] {
	const fresh = { ...fields, externalJobPostingId: "J-mistake", jobPostingOperationType: "CREATE" };
	const one = (name: string, status: number, change: Fields): Mistake => ({
		name,
		status,
		elements: [JSON.parse(JSON.stringify({ ...fresh, ...change })) as Fields],
	});
	const close = { jobPostingOperationType: "CLOSE" };
	return [
		one("no title", 422, { title: undefined }),
		one("a title that is a number", 422, { title: 5 }),
		one("a description that is too short", 422, { description: "Short." }),
		one("an operation that there is not", 422, { jobPostingOperationType: "DESTROY" }),
		one("two workplaces", 400, { workplaceTypes: ["Remote", "Hybrid"] }),
		one("an address that is none", 400, { companyApplyUrl: "not a url" }),
		one("nobody's", 400, { integrationContext: undefined, companyName: undefined, companyPageUrl: undefined }),
		one("eight more locations", 422, { alternateLocations: Array.from({ length: 8 }, () => "Berlin, DE") }),
		one("closing what there is not", 409, { ...close, externalJobPostingId: "J-never-sent" }),
		...(closed === undefined
			? []
			: [{ name: "closing again", status: 409, elements: [{ ...closed.fields, ...close }] }]),
		{ name: "the same job twice", status: 400, elements: [fresh, fresh] },
		{ name: "no name of the method", status: 403, elements: [fresh], unnamed: true },
		{
			name: "too many jobs",
			status: 400,
			elements: Array.from({ length: 101 }, (_, n) => ({ ...fresh, externalJobPostingId: `J-m${n}` })),
		},
	];
}

/** Refused as a whole, in the element, or by the task: the descriptions show all three. */
async function send(session: Session, { name, status, elements, unnamed = false }: Mistake): Promise<void> {
	const { client, tally } = session;
	tally.row("mistakes job").requests++;
	const answer = await client.send({
		verb: "POST",
		path: "/v2/simpleJobPostings",
		...(unnamed ? {} : { method: "batch_create" }),
		body: { elements },
	});
	const said =
		answer.status === 200
			? await ofElement(session, answer.body)
			: { status: answer.status, text: messageOf(answer.body) };
	tally.row("mistakes job").refused += elements.length;
	tally.refuse(`mistakes job, ${name}: ${said.status} ${said.text}`, said.status === status);
}

/** What the last element says, or the task that it became. */
async function ofElement(session: Session, body: unknown): Promise<{ readonly status: number; readonly text: string }> {
	const { elements } = body as {
		readonly elements?: readonly { id?: string; status?: number; error?: { status?: number } }[];
	};
	const element = elements?.at(-1);
	if (element?.id === undefined)
		return { status: element?.error?.status ?? element?.status ?? 0, text: messageOf(element?.error) };
	const state = (await endsOf(session, [element.id])).get(element.id);
	const { status, code } = (state?.error ?? {}) as { readonly status?: unknown; readonly code?: unknown };
	return { status: Number(status ?? code ?? 202), text: JSON.stringify(state) };
}
