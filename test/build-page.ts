import { buildPage } from "../scripts/web.ts";

/** Before the tests: the API serves the page, so it has to be built. */
export default async function setup(): Promise<void> {
	await buildPage();
}
