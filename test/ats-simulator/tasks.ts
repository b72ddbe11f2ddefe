/** Tasks that jobs are published in: asked for until they are done. */
import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "./batch-answer.ts";
import { idsQuery } from "./keys.ts";
import type { Session } from "./session.ts";

/** Tasks are usually done within minutes, milliseconds. */
const PATIENCE = 300_000;
const EVERY = 100;

export interface TaskState {
	readonly status?: string;
	readonly error?: unknown;
}

export const hasSucceeded = ({ status, error }: TaskState): boolean =>
	(status === "SUCCEEDED" || status === "PROCESSED") && error === undefined;

/** How each task ended. */
export async function endsOf(session: Session, ids: readonly string[]): Promise<Map<string, TaskState>> {
	const ends = new Map<string, TaskState>();
	const until = performance.now() + PATIENCE;
	for (let open = [...ids]; open.length > 0; open = open.filter((id) => !ends.has(id))) {
		for (const [id, state] of await statesOf(session, open)) if (state.status !== "IN_PROGRESS") ends.set(id, state);
		if (ends.size < ids.length) await wait(EVERY);
		if (performance.now() < until) continue;
		for (const id of open) ends.set(id, { status: `not done after ${PATIENCE / 1000} s` });
	}
	return ends;
}

async function statesOf({ client, tally }: Session, ids: readonly string[]): Promise<[string, TaskState][]> {
	const path = "/v2/simpleJobPostingTasks";
	const answer = await client.send({ verb: "GET", path, query: idsQuery(1, ids) });
	const { results } = (answer.body ?? {}) as { readonly results?: Readonly<Record<string, TaskState>> };
	if (answer.status !== 200) tally.fault(`GET ${path}: ${answer.status} ${messageOf(answer.body)}`);
	return ids.map((id) => [id, results?.[id] ?? { status: "not in results", error: answer.body }]);
}
