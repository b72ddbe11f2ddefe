import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Task } from "../../ingest/task-record.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter, wholeNumber } from "./parameters.ts";

const TaskQuery = z.strictObject({ limit: wholeNumber(z.int().min(1).max(100)).default(20) });
/** Without its items: a task can have a thousand. */
const TaskList = z.strictObject({ items: z.array(Task.omit({ items: true })) });

/** Bulk uploads at work: progress, cancel, resume. */
export async function taskRoutes(instance: FastifyInstance, { tasks }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["tasks"];
	const read = { access: { permission: "tasks:read" } } as const;
	const write = { access: { permission: "tasks:write" } } as const;
	const one = { params: IdParameter, response: { 200: Task, ...FAILURES } };
	app.get("/v1/tasks", {
		config: read,
		schema: {
			tags,
			summary: "List tasks, newest first",
			querystring: TaskQuery,
			response: { 200: TaskList, ...FAILURES },
		},
		handler: async (request) => {
			const found = await tasks.list(scopeOf(request), request.query.limit);
			return { items: found.map(({ items: _, ...task }) => task) };
		},
	});
	app.get("/v1/tasks/:id", {
		config: read,
		schema: { tags, summary: "Read a task: progress, and what became of each file", ...one },
		handler: (request) => tasks.get(scopeOf(request), request.params.id),
	});
	app.post("/v1/tasks/:id/cancel", {
		config: write,
		schema: { tags, summary: "Begin no more files of a task", ...one },
		handler: (request) => tasks.cancel(scopeOf(request), request.params.id),
	});
	app.post("/v1/tasks/:id/resume", {
		config: write,
		schema: { tags, summary: "Go on with a cancelled task", ...one },
		handler: (request) => tasks.resume(scopeOf(request), request.params.id),
	});
}
