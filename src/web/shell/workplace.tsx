import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ErrorBoundary } from "./error-boundary.tsx";
import { firstPersona, ownPersonas, type Persona, type View, viewAt } from "./personas.ts";
import { type Resource, useResource } from "./resource.ts";
import { address, go, href } from "./router.ts";
import { may } from "./session.ts";
import { Empty, Failure, Loading, NotThere } from "./states.tsx";
import { shellTexts } from "./texts/index.ts";

/** The views of the persona that works, for the navigation; empty until they are there. */
export const openViews = signal<readonly View[]>([]);

/** Of the address, or else what whoever is signed in begins with: the address may name one that is not his. */
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
				<Empty heading="h1" title={shellTexts.value.nothingAllowed}>
					{shellTexts.value.nothingAllowedHint}
				</Empty>
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
	const isOwn = path.length === 0 || path[0] === persona.id;
	const below = isOwn ? path.slice(1) : [];
	const found = viewAt(views, below);
	const name = path.join("/");
	useEffect(() => {
		if (isOwn && path.length < 2)
			go(
				[persona.id, views.some((view) => view.path === persona.start) ? persona.start : (views[0]?.path ?? "")],
				{},
				{ replace: true },
			);
	}, [name]);
	const isBegun = isOwn && below.length === 0;
	const title = found?.view.title() ?? (isBegun ? undefined : shellTexts.value.notThere);
	useEffect(() => {
		document.title = title === undefined ? "Tributary" : `${title} · Tributary`;
	}, [title]);
	if (found === null) {
		if (isBegun) return null;
		const home = <a href={href([persona.id, persona.start])}>{shellTexts.value.toStart}</a>;
		return <NotThere heading="h1" actions={home} />;
	}
	const { component: Component } = found.view;
	return (
		<ErrorBoundary of={name}>
			<Component key={found.view.path} params={found.params} query={query} />
		</ErrorBoundary>
	);
}
