import { rmSync, statSync } from "node:fs";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import { packChanges, unpackChanges } from "../../src/engine/embedded/pack.ts";
import { storePlace } from "../../src/engine/embedded/paths.ts";
import { StoreWriter } from "../../src/engine/embedded/writing/store-writer.ts";
import { changeOf } from "./engine.ts";
import { random } from "./random.ts";

rmSync("/tmp/eng/w", { recursive: true, force: true });
const place = {
	...storePlace("/tmp/eng/w", { kind: "tenant", tenant: parseTenantId("bench") }),
	...(process.env.PG ? { pageSize: +process.env.PG } : {}),
};
const db = openConnection(place, new Uint8Array(32).fill(1), { create: true, readOnly: false });
if (process.env.Q) (db as any).exec(process.env.Q);
const w = new StoreWriter(db);
const next = random(7);
const wall: number[] = [],
	cpu: number[] = [],
	pk: number[] = [];
const N = +(process.argv[2] ?? 10000);
for (let i = 0; i < N; i += 500) {
	const ch = Array.from({ length: 500 }, (_, j) => {
		const c = changeOf(i + j, next) as any;
		if (process.env.RANDOM) c.id = "resume-" + Math.floor(next() * 2 ** 52).toString(16);
		return c;
	});
	let a = performance.now();
	const p0 = await packChanges(ch);
	pk.push(performance.now() - a);
	a = performance.now();
	const p = unpackChanges(p0);
	const c0 = process.cpuUsage();
	w.apply([p]);
	const c1 = process.cpuUsage(c0);
	cpu.push((c1.user + c1.system) / 1000);
	wall.push(performance.now() - a);
}
const q = (a: number[], x: number) =>
	a
		.slice(4)
		.sort((m, n) => m - n)
		[Math.floor((a.length - 4) * x)]!.toFixed(0);
console.log(
	"per 500: wall p10",
	q(wall, 0.1),
	"p50",
	q(wall, 0.5),
	"cpu p10",
	q(cpu, 0.1),
	"p50",
	q(cpu, 0.5),
	"mean",
	(cpu.slice(4).reduce((a, b) => a + b) / (cpu.length - 4)).toFixed(0),
	"pack p10",
	q(pk, 0.1),
	"MB",
	(statSync(place.file).size / 1e6).toFixed(0),
);
w.close();
