import { TributaryError } from "../../errors.ts";
import type { Application } from "../../tenancy/applications.ts";
import type { WireAnswer, WireCall } from "./resource.ts";
import { fault, type Generation, type Resource } from "./resource.ts";
import { elementsEnvelope } from "./restli/envelope.ts";
import { PLAIN, readKey } from "./restli/key.ts";
import { single } from "./restli/query.ts";

/** Applications that an ATS vendor's parent application makes, one for each customer. */

const URN = "urn:li:developerApplication:";

const shown = ({ id, tenant: _, organization, createdAt, ...rest }: Application) => ({
	...rest,
	key: `${URN}${id}`,
	integrationContext: `urn:li:organization:${organization}`,
	createdAt: Date.parse(createdAt),
});

/** Written down in the parent's log here, and in the customer's by the tenancy. */
async function create({ scope, deps, request }: WireCall): Promise<WireAnswer> {
	const made = await scope.record("application.provision", { about: "application" }, async () => {
		const value = await deps.tenancy.applications.provision(scope.tenant.id, request.body ?? {}, scope.actor);
		return { value, result: { outcome: "ok", ids: [value.clientId] } };
	});
	const body = shown(made);
	return { status: 201, body, headers: { "x-restli-id": body.key, "x-linkedin-id": body.key } };
}

async function change({ scope, deps, request, segments }: WireCall): Promise<WireAnswer> {
	const urn = readKey(segments[0] ?? "", "plain").values.get(PLAIN) ?? "";
	const id = /^[0-9a-f]{32}$/.exec(urn.startsWith(URN) ? urn.slice(URN.length) : "")?.[0];
	if (id === undefined) throw new TributaryError("not-found");
	const set = patchOf(request.body).$set;
	await scope.record("application.provision", { about: "application" }, async () => {
		const value = await deps.tenancy.applications.change(scope.tenant.id, id, set, scope.actor);
		return { value, result: { outcome: "ok", ids: [value.clientId] } };
	});
	return { status: 204, body: null };
}

function patchOf(body: unknown): { readonly $set: object } {
	const patch = (body as { readonly patch?: unknown } | undefined)?.patch;
	const { $set, ...others } = (patch ?? {}) as { readonly $set?: unknown };
	const [other] = Object.keys(others);
	if (other !== undefined) {
		const errors = [{ pointer: `/patch/${other.slice(0, 120)}`, detail: "only $set is accepted here" }];
		throw new TributaryError("invalid-field", { errors });
	}
	if (typeof $set === "object" && $set !== null) return { $set };
	throw fault('The body has no "patch" with "$set".');
}

async function find({ scope, deps, request }: WireCall): Promise<WireAnswer> {
	const finder = single(request.parameters, "q");
	if (finder !== "credentialsByUniqueForeignId") throw fault("The finder here is credentialsByUniqueForeignId.");
	const uniqueForeignId = single(request.parameters, "uniqueForeignId");
	if (uniqueForeignId === null || uniqueForeignId === "") throw fault("The finder needs uniqueForeignId.");
	const found = await scope.record("application.read", { about: "application" }, async () => {
		const value = await deps.tenancy.applications.credentials(scope.tenant.id, uniqueForeignId, scope.actor);
		return {
			value,
			result: { outcome: "ok", count: value === null ? 0 : 1, ids: value === null ? [] : [value.clientId] },
		};
	});
	const elements = found === null ? [] : [{ ...shown(found), clientSecret: found.clientSecret }];
	return { body: elementsEnvelope(elements, { start: 0, count: 10, total: elements.length }) };
}

const applications = (base: string, generation: Generation): Resource[] => [
	{
		url: `${base}/provisionedApplications`,
		generation,
		permission: "applications:provision",
		summary: "Customers' applications",
		shape: "plain",
		methods: { create, finder: find },
	},
	{
		url: `${base}/provisionedApplications/:application`,
		generation,
		permission: "applications:provision",
		summary: "One customer's application",
		shape: "plain",
		methods: { partial_update: change },
	},
];

export const PROVISIONING: readonly Resource[] = [...applications("/v2", 1), ...applications("/rest", 2)];
