/** A process that gives a store another data key, to be killed in the middle of it. */
import { rekeyOf } from "../rekeying.ts";

const [prefix = "", tenant = ""] = process.argv.slice(2);
const { engine, rekey } = await rekeyOf(prefix, tenant);
process.stdout.write("begins\n");
await rekey();
await engine.close();
