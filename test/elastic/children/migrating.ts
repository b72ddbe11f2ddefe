/** A process that migrates a store, to be killed in the middle of it. Says how many documents it has copied. */
import { migrationOf } from "../migrating.ts";

const [prefix = "", tenant = ""] = process.argv.slice(2);
const { engine, migrate } = await migrationOf(prefix, tenant);
await migrate((copied) => process.stdout.write(`${copied}\n`));
await engine.close();
