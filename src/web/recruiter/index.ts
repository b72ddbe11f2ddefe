import "./styles/index.css";
import type { View } from "../shell/personas.ts";
import { HiddenView } from "./desk/hidden-view.tsx";
import { ProjectView } from "./desk/project-view.tsx";
import { ProjectsView } from "./desk/projects-view.tsx";
import { SavedView } from "./desk/saved-view.tsx";
import { JobsView } from "./match/jobs-view.tsx";
import { SimilarView } from "./match/similar-view.tsx";
import { SearchView } from "./search/search-view.tsx";
import { recruiterTexts } from "./texts/index.ts";

type Texts = (typeof recruiterTexts)["value"];
const title = (of: (texts: Texts) => string) => () => of(recruiterTexts.value);

/** What a recruiter works with. */
export const views: readonly View[] = [
	{ path: "search", title: title((t) => t.views.search), icon: "search", permission: "search", component: SearchView },
	{ path: "jobs", title: title((t) => t.views.jobs), icon: "briefcase", permission: "jobs:read", component: JobsView },
	{
		path: "saved",
		title: title((t) => t.views.saved),
		icon: "bookmark",
		permission: "desk:read",
		component: SavedView,
	},
	{
		path: "projects",
		title: title((t) => t.views.projects),
		icon: "list",
		permission: "desk:read",
		component: ProjectsView,
	},
	{ path: "projects/:id", title: title((t) => t.views.projects), permission: "desk:read", component: ProjectView },
	{ path: "hidden", title: title((t) => t.views.hidden), icon: "hide", permission: "desk:read", component: HiddenView },
	{ path: "similar", title: title((t) => t.views.similar), permission: "search", component: SimilarView },
];
