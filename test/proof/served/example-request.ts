import { EXAMPLES, type Ids } from "../../api/requests.ts";
import type { Request } from "./served.ts";

/** @param route method and path, as the API document names it @returns a right request for it, about something of the tenant's own where it needs that */
export function exampleRequest(route: string, ids: Readonly<Record<string, string>>): Request {
	const [method = "GET", pattern = ""] = route.split(" ");
	const example = EXAMPLES[route];
	const { url, query, headers, payload } = example?.request(ids as unknown as Ids) ?? {};
	const about = example?.about === undefined ? "own-written" : (ids[example.about] ?? "own-none");
	const path = (typeof url === "string" ? url : pattern).replace(":id", about);
	const search = new URLSearchParams(query as Record<string, string>).toString();
	return {
		method,
		url: search === "" ? path : `${path}?${search}`,
		headers: headers as Record<string, string>,
		...(payload === undefined ? {} : { body: payload }),
	};
}
