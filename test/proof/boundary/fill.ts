import { createHash } from "node:crypto";
import { form, HOOK, MESSAGE, NOTE, SAVED, SEAT, STUB } from "../../api/requests.ts";
import { jsonOf, type Request, type Served } from "../served/served.ts";
import { type Field, NAMES } from "./fields.ts";

/** A tenant with one of everything, all ids beginning with `prefix`, all texts holding `canary`. */
export async function fillTenant(served: Served, tenant: string, prefix: string, canary: string) {
	const { organization } = await served.order("tenant", tenant, { signals: true });
	const token = await served.order("token", tenant);
	const named = (name: string) => `${prefix}${name}`;
	const send = async (request: Request) => {
		const answer = await served.ask({ ...request, token });
		if (answer.status >= 300)
			throw new Error(`${request.method} ${request.url} was answered with ${answer.status} ${answer.body}`);
		return answer;
	};
	const put = (url: string, body: unknown, headers = {}) => send({ method: "PUT", url, body, headers });
	const people = ["c-1", "twin", "other", "survivor", "merged"].map(named);
	const lines = people.map((id) =>
		JSON.stringify({
			id,
			resume: { basics: { name: `Jane ${canary}`, label: "Nurse" }, skills: [{ name: `Java ${canary}` }] },
		}),
	);
	await send({
		method: "POST",
		url: "/v1/candidates/import",
		headers: { "content-type": "application/x-ndjson" },
		body: `${lines.join("\n")}\n`,
	});
	await put(`/v1/candidates/${named("c-1")}/resume`, `Jane ${canary}`, { "content-type": "text/plain" });
	const profile = {
		id: named("p-1"),
		resume: { basics: { name: "Pat Poe" } },
		emails: [],
		updatedAt: "2026-01-01T00:00:00Z",
	};
	await served.order("network", [profile, { ...profile, id: named("p-2") }]);
	await put(`/v1/jobs/${named("j-1")}`, { title: `${canary} job` });
	await send({
		method: "POST",
		url: `/v1/candidates/${named("survivor")}/merge`,
		body: { candidateId: named("merged") },
	});
	for (const seat of ["s-1", "s-2", "rita"]) await put(`/v1/seats/${named(seat)}`, { ...SEAT, lastName: canary });
	const about = { seat: named("s-1"), profileId: named("p-1") };
	await put(`/v1/messages/${named("m-1")}`, { ...MESSAGE, ...about, body: canary });
	await put(`/v1/stubs/${named("st-1")}`, { ...STUB, ...about, lastName: canary });
	await put(`/v1/prospect-notes/${named("n-1")}`, { ...NOTE, ...about, text: canary });
	const desk = { "tributary-desk": named("rita") };
	for (const id of ["mine", "old"]) {
		await put(`/v1/saved-searches/${named(id)}`, { ...SAVED, name: `${canary} search` }, desk);
		await put(`/v1/projects/${named(id)}`, { name: `${canary} project`, shared: true }, desk);
	}
	for (const id of ["crm", "unwanted"])
		await put(`/v1/webhooks/${named(id)}`, { ...HOOK, url: `http://127.0.0.1:9/${canary}` });
	await served.order("put", tenant, "task", Object.fromEntries(tasks(prefix, canary)));
	const task = await send({ method: "POST", url: "/v1/tasks/resumes", ...formOf(canary) });
	const { clientId } = await served.order("client", tenant);
	const credentials = jsonOf(await send({ url: `/v1/clients/${clientId}/credentials` })) as { items: { id: string }[] };
	const found = jsonOf(await send({ method: "POST", url: "/v1/search", body: { query: "java", pageSize: 1 } }));
	const paged = jsonOf(await send({ method: "POST", url: "/v1/search", body: { query: "jane", pageSize: 1 } }));
	const ids: Readonly<Record<string, string>> = {
		candidate: named("c-1"),
		twin: named("twin"),
		other: named("other"),
		survivor: named("survivor"),
		merged: named("merged"),
		job: named("j-1"),
		seat: named("s-1"),
		leaver: named("s-2"),
		message: named("m-1"),
		stub: named("st-1"),
		note: named("n-1"),
		task: jsonOf(task).task.id,
		cancelled: named("task-cancelled"),
		cancellable: named("task-queued"),
		saved: named("mine"),
		oldSearch: named("old"),
		project: named("mine"),
		oldProject: named("old"),
		webhook: named("crm"),
		unwanted: named("unwanted"),
		profile: named("p-1"),
		tenant,
		client: clientId,
		credential: credentials.items[0]?.id ?? "",
		head: JSON.stringify(jsonOf(await send({ url: "/v1/audit/head" }))),
		file: createHash("sha256").update(`Jane ${canary}`).digest("hex"),
		search: found.searchId ?? "",
		cursor: paged.nextCursor ?? "",
	};
	return {
		token,
		organization: `urn:li:organization:${organization}`,
		ids,
		/** Ids of this tenant's that fit a field. */
		idsFor: (route: string, field: Field): readonly string[] => {
			const kind = NAMES[field.name] ?? "candidate";
			if (kind !== "by route") return ids[kind] === undefined || ids[kind] === "" ? [] : [ids[kind]];
			return byRoute(route).map((name) => ids[name] ?? "");
		},
	};
}

/** What `:id` names on a route. */
function byRoute(route: string): readonly string[] {
	const all: readonly (readonly [RegExp, readonly string[]])[] = [
		[/\/candidates\//, ["candidate"]],
		[/\/profiles\//, ["profile"]],
		[/\/jobs/, ["job"]],
		[/\/seats/, ["seat"]],
		[/\/messages/, ["message"]],
		[/\/stubs/, ["stub"]],
		[/\/prospect-notes/, ["note"]],
		[/\/tasks/, ["cancelled", "cancellable"]],
		[/\/saved-searches/, ["saved"]],
		[/\/projects/, ["project"]],
		[/\/webhooks/, ["webhook"]],
		[/\/clients/, ["client"]],
	];
	return all.find(([form]) => form.test(route))?.[1] ?? ["candidate"];
}

function tasks(prefix: string, canary: string): [string, object][] {
	const at = "2026-01-01T00:00:00Z";
	const items = [{ name: `${canary}.txt`, sha256: "0".repeat(64), candidateId: `${prefix}c-2`, state: "queued" }];
	return ["cancelled", "queued", "done"].map((state) => {
		const id = `${prefix}task-${state}`;
		return [id, { id, kind: "resumes", state, total: 1, done: 0, failed: 0, createdAt: at, updatedAt: at, items }];
	});
}

function formOf(canary: string): Pick<Request, "headers" | "body"> {
	const { headers, payload } = form([{ name: `${canary}.txt`, content: `Max ${canary}` }]);
	return { headers: headers as Record<string, string>, body: payload };
}
