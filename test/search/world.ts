import { createHmac } from "node:crypto";
import { candidateDocument, profileDocument } from "../../src/analysis/person-document.ts";
import { createRecognizer, type Recognizer } from "../../src/analysis/recognizer.ts";
import { parseVocabulary } from "../../src/analysis/vocabulary.ts";
import { Candidate, type CandidateImport, Profile } from "../../src/domain/candidate.ts";
import type { SearchResponse } from "../../src/domain/hit.ts";
import { SearchRequest, type SearchRequestInput } from "../../src/domain/query.ts";
import { DEFAULT_PROFILE, RankingProfile } from "../../src/domain/ranking-profile.ts";
import { parseTenantId, Tenant } from "../../src/domain/tenant.ts";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine, Plan, Store } from "../../src/engine/port.ts";
import { createProfiles, loadProfiles } from "../../src/search/profiles.ts";
import { createMatching, type Matching } from "../../src/search/requirement/matching.ts";
import { createSearch, type Search } from "../../src/search/search.ts";
import { createSuggestions, type Suggestions } from "../../src/search/suggest/suggest.ts";
import { createReasons, type Reasons } from "../../src/search/why/reasons.ts";
import { madeOf } from "../../src/tenancy/recording.ts";
import type { Scope } from "../../src/tenancy/scope.ts";

/** A small vocabulary of the tests' own, so that no test moves when the shipped one grows. */
export const recognizer: Recognizer = createRecognizer(
	parseVocabulary({
		skills: [
			{
				name: "skills.tsv",
				text: [
					"java\tJava\tlanguage\tJ2SE\tkotlin\t",
					"kotlin\tKotlin\tlanguage\t\tjava\t",
					"kubernetes\tKubernetes\ttool\tk8s\tdocker\t",
					"docker\tDocker\ttool\t\tkubernetes\t",
					"machine-learning\tMachine Learning\tdomain\tML\tpython\t",
					"python\tPython\tlanguage\t\t\t",
					"marketing\tMarketing\tdomain\t\t\t",
					"go\tGo\tlanguage\tGolang\t\t",
					"continuous-integration\tContinuous Integration\tmethod\tCI/CD\t\t",
				].join("\n"),
			},
		],
		titles: [
			{
				name: "titles.tsv",
				text: [
					"software-engineer\tSoftware Engineer\tsoftware-engineer\tSoftware Developer|SWE|Softwareentwickler\t\t",
					"java-developer\tJava Developer\tsoftware-engineer\tJava Engineer\t\tjava",
					"machine-learning-engineer\tMachine Learning Engineer\tmachine-learning-engineer\tML Engineer\t\tmachine-learning",
					"nurse\tRegistered Nurse\tnurse\tNurse|RN|Krankenschwester\t\t",
				].join("\n"),
			},
		],
		seniority: {
			name: "seniority.tsv",
			text: "intern\t0\tIntern\njunior\t2\tJunior\nsenior\t4\tSenior\nlead\t5\tLead|Principal\n",
		},
	}),
);

export const AS_OF = new Date("2026-06-01T12:00:00Z");
const tenant = Tenant.parse({
	id: parseTenantId("acme"),
	name: "Acme",
	organization: 1,
	status: "active",
	settings: {},
	createdAt: AS_OF.toISOString(),
});

export type Person = Partial<CandidateImport> & {
	readonly id: string;
	readonly profileId?: string;
	readonly file?: unknown;
};

export interface World {
	readonly scope: Scope;
	readonly search: Search;
	readonly reasons: Reasons;
	readonly suggestions: Suggestions;
	readonly matching: Matching;
	/** Everything that was written down. */
	readonly audit: { action: string; subject: object; result: object }[];
	/** Plans that the stores were asked, in order. */
	readonly asked: { readonly store: "ats" | "network"; readonly plan: Plan }[];
	find(query: string, request?: SearchRequestInput): Promise<SearchResponse>;
}

export interface WorldOptions {
	readonly candidates?: readonly Person[];
	readonly profiles?: readonly (Partial<Profile> & { readonly id: string })[];
	/** False: the tenant has switched unified search off. */
	readonly unified?: boolean;
	/** Changes of the default profile. */
	readonly profile?: Partial<RankingProfile>;
	/** Of the tenant: what digests are made with. */
	readonly secret?: string;
	/** Absent: the memory engine. */
	readonly engine?: Engine;
	/** Absent: one with the tests' own vocabulary. */
	readonly recognizer?: Recognizer;
	/** What time it is; absent: {@link AS_OF}. */
	readonly clock?: () => Date;
}

/** A tenant and the network in the memory engine, behind a scope that only takes notes. */
export async function openWorld({
	candidates = [],
	profiles = [],
	unified = true,
	profile = {},
	secret = "acme",
	clock = () => AS_OF,
	engine = openMemoryEngine(),
	recognizer: known = recognizer,
}: WorldOptions): Promise<World> {
	const store = await engine.open({ kind: "tenant", tenant: tenant.id }, new Uint8Array(32), { create: true });
	const network = await engine.open({ kind: "network" }, new Uint8Array(32), { create: true });
	const made = profiles.map((one) => Profile.parse({ resume: {}, updatedAt: AS_OF.toISOString(), ...one }));
	const profileOf = ({ match }: Candidate) => (unified ? made.find(({ id }) => id === match?.profileId) : null) ?? null;
	await put(store, candidates.map(candidateOf), (one) => candidateDocument(one, known, profileOf(one)));
	await put(network, made, (one) => profileDocument(one, known));
	const audit: World["audit"] = [];
	const asked: World["asked"] = [];
	const scope: Scope = {
		tenant,
		actor: { kind: "system", id: "test" },
		purpose: "test",
		seat: null,
		store: watched(store, "ats", asked),
		network: unified ? watched(network, "network", asked) : null,
		digest: (text, use) =>
			createHmac("sha256", `${secret} ${use ?? "log"}`)
				.update(text)
				.digest("hex"),
		currentTenant: async () => tenant,
		gone: async () => new Set(),
		async record(action, subject, run) {
			const done = await run();
			audit.push({ action, subject, result: done.result });
			return madeOf(done);
		},
	};
	const base = loadProfiles().get(undefined, null);
	const used = RankingProfile.parse({ ...base, ...profile, id: DEFAULT_PROFILE });
	const deps = { recognizer: known, profiles: createProfiles([used]), clock };
	const search = createSearch(deps);
	const matching = createMatching(deps);
	const find = (query: string, request: SearchRequestInput = {}) =>
		search.search(scope, SearchRequest.parse({ query, ...request }));
	return {
		scope,
		search,
		matching,
		reasons: createReasons(deps),
		suggestions: createSuggestions(deps),
		audit,
		asked,
		find,
	};
}

function watched(store: Store, name: "ats" | "network", asked: World["asked"]): Store {
	return {
		...store,
		write: store.write.bind(store),
		read: store.read.bind(store) as Store["read"],
		list: store.list.bind(store),
		suggest: store.suggest.bind(store),
		retrieve(plan) {
			asked.push({ store: name, plan });
			return store.retrieve(plan);
		},
	};
}

/** A candidate of whom everything is left out that the test does not talk about. */
function candidateOf({ profileId, ...person }: Person): Candidate {
	const at = AS_OF.toISOString();
	return Candidate.parse({
		resume: {},
		file: null,
		match:
			profileId === undefined ? null : { profileId, score: 1, evidence: [{ kind: "email" }], linkedAt: at, by: "rule" },
		createdAt: at,
		updatedAt: at,
		...person,
	});
}

async function put<T extends { readonly id: string }>(
	store: Store,
	people: readonly T[],
	documentOf: (person: T) => ReturnType<typeof candidateDocument>,
): Promise<void> {
	await store.write(
		people.map((person) => ({
			op: "put",
			collection: "person",
			id: person.id,
			record: JSON.stringify(person),
			document: documentOf(person),
		})),
	);
}
