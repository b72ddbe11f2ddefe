/**
 * Circles of a directed graph: for each edge that leads back to a place on the way to it (depth first), the path from there and back.
 * Without a circle there is none; a circle has at least one.
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
	const done = new Set<string>();
	const cycles: string[][] = [];
	for (const start of edges.keys()) {
		if (done.has(start)) continue;
		const path: string[] = [];
		const on = new Set<string>();
		const stack: { readonly id: string; next: number }[] = [{ id: start, next: 0 }];
		while (stack.length > 0) {
			const top = stack[stack.length - 1];
			if (top === undefined) break;
			if (!on.has(top.id)) {
				path.push(top.id);
				on.add(top.id);
			}
			const id = edges.get(top.id)?.[top.next++];
			if (id === undefined) {
				stack.pop();
				path.pop();
				on.delete(top.id);
				done.add(top.id);
			} else if (on.has(id)) cycles.push([...path.slice(path.indexOf(id)), id]);
			else if (!done.has(id)) stack.push({ id, next: 0 });
		}
	}
	return cycles;
}
