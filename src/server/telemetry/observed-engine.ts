import type { Engine, Store, StoreName } from "../../engine/port.ts";

/** Told of each call to a store: its kind, never its name, and what is done, never with what. */
export type Watch = <T>(call: StoreCall, run: () => Promise<T>) => Promise<T>;

export interface StoreCall {
	readonly store: StoreName["kind"];
	readonly operation: keyof Store;
}

/** The same engine, with every call to its stores watched. */
export function observedEngine(engine: Engine, watch: Watch): Engine {
	const handles = new WeakMap<Store, Store>();
	const observed = (store: Store, kind: StoreName["kind"]): Store => {
		const known = handles.get(store);
		if (known !== undefined) return known;
		const made = observedStore(store, kind, watch);
		handles.set(store, made);
		return made;
	};
	const open: Engine["open"] = async (name, key, options) => observed(await engine.open(name, key, options), name.kind);
	// What an engine can do besides is its own affair, and goes on as it is.
	return new Proxy(engine, {
		get: (target, member) => {
			if (member === "open") return open;
			const own: unknown = Reflect.get(target, member);
			return typeof own === "function" ? own.bind(target) : own;
		},
	});
}

function observedStore(store: Store, kind: StoreName["kind"], watch: Watch): Store {
	const watched =
		<A extends readonly unknown[], R>(operation: keyof Store, call: (...args: A) => Promise<R>) =>
		(...args: A): Promise<R> =>
			watch({ store: kind, operation }, () => call(...args));
	return {
		write: watched("write", store.write.bind(store)),
		read: watched("read", store.read.bind(store) as (...args: unknown[]) => Promise<unknown>) as Store["read"],
		list: watched("list", store.list.bind(store)),
		retrieve: watched("retrieve", store.retrieve.bind(store)),
		suggest: watched("suggest", store.suggest.bind(store)),
	};
}
