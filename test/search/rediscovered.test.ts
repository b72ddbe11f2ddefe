import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "./world.ts";

const applications = [{ id: "1", jobId: "R1", appliedAt: "2024-01-01T00:00:00.000Z" }];
const resume = { basics: { label: "Registered Nurse" } };

describe.each([true, false])("rediscovered candidates, unified search %s", (unified) => {
	let world: World;
	beforeAll(async () => {
		world = await openWorld({
			unified,
			candidates: [
				{ id: "applied", resume, applications },
				{ id: "sourced", resume },
				{ id: "linked", resume, applications, profileId: "p-1" },
			],
			profiles: [
				{ id: "p-1", resume },
				{ id: "p-2", resume },
			],
		});
	});
	const found = async (filters: object) =>
		(await world.find("nurse", { filters })).hits
			.map(({ candidateId, profileId }) => candidateId ?? profileId)
			.toSorted();

	test("are people of the ATS who applied, whether or not they are in the network too", async () => {
		expect(await found({ rediscovered: true })).toEqual(["applied", "linked"]);
		expect(await found({ rediscovered: false })).toEqual(unified ? ["p-2", "sourced"] : ["sourced"]);
		expect(await found({})).toHaveLength(unified ? 4 : 3);
	});

	test("are counted as what they are, and combine with other filters", async () => {
		const { total, facets } = await world.find("", { filters: { rediscovered: true }, facets: ["origin"] });
		expect(total).toBe(2);
		expect(facets.origin?.find(({ value }) => value === "network-only")?.count ?? 0).toBe(0);
		expect(await found({ rediscovered: true, origins: ["matched"] })).toEqual(unified ? ["linked"] : []);
	});
});
