import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import {
	agreementOn,
	GradeInput,
	givePairGrade,
	JudgingList,
	JudgingPair,
	listPairs,
	readPairToJudge,
} from "../../lab/judging.ts";
import { LabName } from "../../lab/records.ts";
import { AgreementResult } from "../../lab/results.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { CorpusParameter } from "./ranking.ts";

const tags = ["ranking"];
const judge = { access: { permission: "judgments:write" } } as const;
const PairParameters = z.strictObject({ id: LabName, pair: z.string().regex(/^[0-9a-f]{32}$/) });
const Nothing = z.null().describe("Nothing.");

/** Grades by people, blind: a judge sees neither who somebody is, nor where a ranking placed him, nor what others gave. */
export async function rankingJudgingRoutes(instance: FastifyInstance, { lab }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const one = { tags, params: PairParameters };
	app.get("/v1/ranking/corpora/:id/judging", {
		config: judge,
		schema: {
			tags,
			summary: "List whom to judge, in the order to judge in",
			description: "Empty until a run of the kind `pool` drew somebody.",
			params: CorpusParameter,
			response: { 200: JudgingList, ...FAILURES },
		},
		handler: (request) => listPairs(scopeOf(request), request.params.id),
	});
	app.get("/v1/ranking/corpora/:id/judging/:pair", {
		config: judge,
		schema: { ...one, summary: "Read what is to be judged", response: { 200: JudgingPair, ...FAILURES } },
		handler: (request) => readPairToJudge(scopeOf(request), lab, placeOf(request.params)),
	});
	app.put("/v1/ranking/corpora/:id/judging/:pair", {
		config: judge,
		schema: {
			...one,
			summary: "Give a grade",
			description: "0 not relevant, 1 partly, 2 good, 3 exactly. Of two grades of one judge the later counts.",
			body: GradeInput,
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			await givePairGrade(scopeOf(request), placeOf(request.params), request.body.grade, lab.clock());
			return reply.status(204).send(null);
		},
	});
	app.get("/v1/ranking/corpora/:id/agreement", {
		config: { access: { permission: "ranking:read" } },
		schema: {
			tags,
			summary: "How far the judges agree",
			description: "Cohen's kappa of each two, Krippendorff's alpha of all.",
			params: CorpusParameter,
			response: { 200: AgreementResult, ...FAILURES },
		},
		handler: (request) => agreementOn(scopeOf(request), lab, request.params.id),
	});
}

const placeOf = ({ id, pair }: z.output<typeof PairParameters>) => ({ corpus: id, id: pair });
