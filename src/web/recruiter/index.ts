import "./styles/index.css";
import type { View } from "../shell/personas.ts";
import { SearchView } from "./search/search-view.tsx";
import { recruiterTexts } from "./texts/index.ts";

/** What a recruiter works with. */
export const views: readonly View[] = [
	{
		path: "search",
		title: () => recruiterTexts.value.views.search,
		icon: "search",
		permission: "search",
		component: SearchView,
	},
];
