import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ErrorBoundary } from "./error-boundary.tsx";
import { firstPersona, ownPersonas, type Persona, type View, viewAt } from "./personas.ts";
import { type Resource, useResource } from "./resource.ts";
import { address, go, href } from "./router.ts";
import { may } from "./session.ts";
import { Empty, Failure, Loading } from "./states.tsx";
import { shellTexts } from "./texts/index.ts";

/** The views of the persona that works, for the navigation; empty until they are there. */
export const openViews = signal<readonly View[]>([]);

/** Of the address, or else what whoever is signed in begins with. */
export const openPersona = (): Persona | undefined => {
	return ownPersonas().find(({ id }) => id === address.value.path[0]) ?? firstPersona();
};

export function Workplace() {
	const persona = openPersona();
	const loaded: Resource<readonly View[]> = useResource(persona?.id ?? null, async () =>
		((await persona?.load())?.views ?? []).filter(({ permission }) => may(permission)),
	);
	useEffect(() => {
		openViews.value = loaded.value ?? [];
	}, [loaded.value]);
	return (
		<main id="main" tabindex={-1}>
			{persona === undefined ? (
				<Empty title={shellTexts.value.nothingAllowed}>{shellTexts.value.nothingAllowedHint}</Empty>
			) : loaded.value !== null ? (
				<Opened persona={persona} views={loaded.value} />
			) : loaded.error !== null ? (
				<Failure error={loaded.error} onRetry={loaded.reload} />
			) : (
				<Loading />
			)}
		</main>
	);
}

function Opened({ persona, views }: { persona: Persona; views: readonly View[] }) {
	const { path, query } = address.value;
	const below = path[0] === persona.id ? path.slice(1) : [];
	const found = viewAt(views, below);
	const name = `${persona.id}/${below.join("/")}`;
	useEffect(() => {
		if (address.value.path.length < 2)
			go(
				[persona.id, views.some((view) => view.path === persona.start) ? persona.start : (views[0]?.path ?? "")],
				{},
				{ replace: true },
			);
	}, [name]);
	const title = found?.view.title();
	useEffect(() => {
		document.title = title === undefined ? "Tributary" : `${title} · Tributary`;
	}, [title]);
	if (found === null) {
		if (below.length === 0) return null;
		const home = <a href={href([persona.id, persona.start])}>{shellTexts.value.toStart}</a>;
		return <Empty title={shellTexts.value.noSuchView} actions={home} />;
	}
	const { component: Component } = found.view;
	return (
		<ErrorBoundary of={name}>
			<Component key={found.view.path} params={found.params} query={query} />
		</ErrorBoundary>
	);
}
