/** How long does it take to erase a tenant, from the word to the signed certificate? */
import { parseTenantId } from "../../src/domain/tenant.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { verifyCertificate } from "../../src/tenancy/disposal/certificate.ts";
import type { Bench } from "./main.ts";
import { fill, openBenchPlatform, round } from "./platform.ts";

export const run: Bench = async ({ candidates, json, engine }) => {
	const bench = await openBenchPlatform(undefined, engine);
	try {
		const { platform } = bench;
		const { approvers, disposal } = platform.tenancy;
		const tenant = parseTenantId("bench");
		await fill(bench, candidates, json);
		const people = ["ada", "ben"].map((name) => ({ name, ...newApproverKey() }));
		for (const { name, publicKey } of people) await approvers.add(name, publicKey);
		await new Promise((resolve) => setTimeout(resolve, 10));
		await disposal.request({ tenant, reason: "bench", coolingOffDays: 0 });
		for (const { name, privateKey } of people)
			await disposal.approve({ tenant, approver: name, key: privateKey, waivesCoolingOff: true });
		const before = process.cpuUsage();
		const began = performance.now();
		const { certificate } = await platform.wipe(tenant);
		const seconds = round((performance.now() - began) / 1000, 2);
		const { user, system } = process.cpuUsage(before);
		const verdict = await verifyCertificate(certificate, certificate.fingerprint);
		return {
			engine,
			candidates,
			"seconds to the certificate": seconds,
			"processor time, s": round((user + system) / 1e6, 2),
			"records in the certificate": certificate.certificate.media.records,
			"certificate holds": verdict.ok,
			machine: { node: process.version, cores: (await import("node:os")).availableParallelism() },
		};
	} finally {
		await bench.close();
	}
};
