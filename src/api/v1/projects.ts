import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { csvOf, PROJECT_COLUMNS } from "../../desk/export-csv.ts";
import { exportProject } from "../../desk/export-project.ts";
import { listProjects, readProject, removeProject, writeProject } from "../../desk/projects.ts";
import { DeskId, Project, ProjectExportRequest, ProjectInput, ProjectRow, ProjectSummary } from "../../domain/desk.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestOwner } from "../desk-owner.ts";
import { attachment } from "../file-name.ts";
import { FAILURES } from "../openapi.ts";
import { cutPage, PageQuery, pageOf } from "./parameters.ts";

const tags = ["projects"];
const one = { tags, params: z.strictObject({ id: DeskId }), headers: RecruiterHeaders };
const read = { access: { permission: "desk:read" }, honoursSeats: true } as const;
const write = { access: { permission: "desk:write" }, honoursSeats: true } as const;

const Rows = z.strictObject({ count: z.int(), rows: z.array(ProjectRow) });

/** Short lists. Their people are changed by `POST /v1/people/bulk`. */
export async function projectRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	projectsRoutes(instance, deps);
	exportRoute(instance, deps);
}

function projectsRoutes(instance: FastifyInstance, { desk }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/projects", {
		config: read,
		schema: {
			tags,
			summary: "List one's own projects and the shared ones, by id",
			headers: RecruiterHeaders,
			querystring: PageQuery,
			response: { 200: pageOf(ProjectSummary), ...FAILURES },
		},
		handler: async (request) => {
			const { after, limit } = request.query;
			const found = await listProjects(scopeOf(request), await requestOwner(request), { after, limit: limit + 1 });
			return cutPage(found, limit, ({ id }) => id);
		},
	});
	app.get("/v1/projects/:id", {
		config: read,
		schema: { ...one, summary: "Read a project with its people, in order", response: { 200: Project, ...FAILURES } },
		handler: async (request) => readProject(scopeOf(request), await requestOwner(request), request.params.id),
	});
	app.put("/v1/projects/:id", {
		config: write,
		schema: {
			...one,
			summary: "Make a project, or change what it is called and who sees it",
			description:
				"Up to 1,000 people each; 500 projects of one owner, 2,000 shared ones. Who sees a shared project may change its people.",
			body: ProjectInput,
			response: { 200: ProjectSummary, 201: ProjectSummary, ...FAILURES },
		},
		handler: async (request, reply) => {
			const owner = await requestOwner(request);
			const { id } = request.params;
			const made = await writeProject(scopeOf(request), owner, id, request.body, desk.clock());
			return reply.status(made.created ? 201 : 200).send(made.project);
		},
	});
	app.delete("/v1/projects/:id", {
		config: write,
		schema: { ...one, summary: "Remove a project", response: { 204: z.null().describe("Nothing."), ...FAILURES } },
		handler: async (request, reply) => {
			await removeProject(scopeOf(request), await requestOwner(request), request.params.id);
			return reply.status(204).send(null);
		},
	});
}

function exportRoute(instance: FastifyInstance, { desk }: ApiDeps): void {
	instance.withTypeProvider<ZodTypeProvider>().post("/v1/projects/:id/export", {
		config: { access: { permission: "people:export" }, honoursSeats: true },
		schema: {
			...one,
			summary: "Take the people of a project away, as CSV or JSON, in their order",
			description: `They count among the rows that a caller may take in a day. E-mail and phone only with \`contact\`, and of the
tenant's own candidates only; nobody who is covered is named.`,
			body: ProjectExportRequest,
			response: {
				200: {
					description: "The rows.",
					content: { "text/csv": { schema: z.string() }, "application/json": { schema: Rows } },
				},
				...FAILURES,
			},
		},
		handler: async (request, reply) => {
			const { format, contact } = request.body;
			const { id } = request.params;
			const rows = await exportProject(scopeOf(request), desk, await requestOwner(request), { id, contact });
			reply.header("content-disposition", attachment(`${id}.${format}`));
			if (format === "json") return reply.type("application/json").send({ count: rows.length, rows: [...rows] });
			return reply.type("text/csv; charset=utf-8; header=present").send(csvOf(PROJECT_COLUMNS, rows, contact));
		},
	});
}
