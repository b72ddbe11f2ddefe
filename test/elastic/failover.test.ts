/** A small part of `npm run bench -- failover`, on three nodes of its own. */
import { expect, test } from "vitest";
import { failover } from "../bench/failover.ts";

test("kill -9 of a node under load, the master too: nothing acknowledged is lost, no answer is wrong or in part", async () => {
	const report = await failover(2);
	expect(report.wrong).toEqual([]);
	expect(report["searches back after, ms, longest"]).toBeLessThan(30_000);
	expect(report["writes acknowledged"]).toBeGreaterThan(20);
}, 600_000);
