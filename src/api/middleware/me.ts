import { organizationUrn, type Resource, type WireAnswer, type WireCall } from "./resource.ts";
import { single } from "./restli/query.ts";

/** Whose token it is. Tokens here are always an application's, so it is the application that is answered. */
async function me({ scope, clientId, request }: WireCall): Promise<WireAnswer> {
	const own: Record<string, string> = {
		id: clientId,
		localizedName: scope.tenant.name,
		integrationContext: organizationUrn(scope),
	};
	const fields = single(request.parameters, "fields")?.split(",");
	const names = Object.keys(own).filter((name) => fields?.includes(name) ?? true);
	return { body: Object.fromEntries(names.map((name) => [name, own[name]])) };
}

const at = (url: string, generation: 1 | 2): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "Whose token it is",
	shape: "plain",
	methods: { get: me },
});

export const ME: readonly Resource[] = [at("/v2/me", 1), at("/rest/me", 2)];
