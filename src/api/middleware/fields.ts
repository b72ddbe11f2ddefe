import { type FieldFault, TributaryError } from "../../errors.ts";
import type { Generation } from "./resource.ts";

/** Members that the generations call differently: ours, that of the first, that of the second. */
const NAMES = [
	["createdAt", "atsCreatedAt", "externalCreatedAt"],
	["lastModifiedAt", "atsLastModifiedAt", "externalLastModifiedAt"],
	["candidateId", "atsCandidateId", "externalCandidateId"],
	["jobId", "atsJobPostingId", "externalJobPostingId"],
	["jobName", "atsJobPostingName", "externalJobPostingName"],
] as const;

/** Of the second generation too, in places. */
const ALSO: Readonly<Record<string, string>> = {
	externalJobRequisitionId: "jobId",
	externalJobRequisitionName: "jobName",
};

const OURS: ReadonlyMap<string, string> = new Map([
	...NAMES.flatMap(([own, first, second]) => [[first, own] as const, [second, own] as const]),
	...Object.entries(ALSO),
]);

/** Members that repeat a part of the key: the key decides. */
const KEY_PARTS: ReadonlySet<string> = new Set(["integrationContext", "dataProvider"]);

export interface NamedEntity {
	readonly entity: unknown;
	/** The names that the client used, by ours. */
	readonly names: ReadonlyMap<string, string>;
}

/** An entity in our names: either generation's are understood in both, since published descriptions mix them. */
export function toOurs(entity: unknown): NamedEntity {
	if (typeof entity !== "object" || entity === null || Array.isArray(entity)) return { entity, names: new Map() };
	const names = new Map<string, string>();
	const renamed: [string, unknown][] = [];
	for (const [name, value] of Object.entries(entity)) {
		if (KEY_PARTS.has(name)) continue;
		const own = OURS.get(name) ?? name;
		names.set(own, name);
		renamed.push([own, value]);
	}
	return { entity: Object.fromEntries(renamed), names };
}

const nameIn = (own: string, generation: Generation): string =>
	NAMES.find(([name]) => name === own)?.[generation] ?? own;

/** An entity of ours in the names of a generation. */
export function fromOurs(entity: Readonly<Record<string, unknown>>, generation: Generation): Record<string, unknown> {
	return Object.fromEntries(Object.entries(entity).map(([own, value]) => [nameIn(own, generation), value]));
}

/** The same error with places that the client knows. */
export function inTheirNames(
	error: TributaryError,
	names: ReadonlyMap<string, string>,
	generation: Generation,
): TributaryError {
	if (error.errors.length === 0) return error;
	const rename = ({ pointer, detail }: FieldFault): FieldFault => {
		const [, own = "", ...rest] = pointer.split("/");
		return own === ""
			? { pointer, detail }
			: { pointer: `/${[names.get(own) ?? nameIn(own, generation), ...rest].join("/")}`, detail };
	};
	const { code, detail, cause } = error;
	return new TributaryError(code, {
		errors: error.errors.map(rename),
		cause,
		...(detail === undefined ? {} : { detail }),
	});
}
