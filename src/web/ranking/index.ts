import "./styles/index.css";
import type { View } from "../shell/personas.ts";
import { CollectionsView } from "./collections/collections-view.tsx";
import { JudgingView } from "./judging/judging-view.tsx";
import { ProfilesView } from "./profiles/profiles-view.tsx";
import { RunView } from "./runs/run-view.tsx";
import { RunsView } from "./runs/runs-view.tsx";
import { rankingTexts } from "./texts/index.ts";
import { VocabularyView } from "./vocabulary/vocabulary-view.tsx";

/** What a ranking engineer works with. */
export const views: readonly View[] = [
	{
		path: "weights",
		title: () => rankingTexts.value.views.profiles,
		icon: "filter",
		permission: "ranking:write",
		component: ProfilesView,
	},
	{
		path: "runs",
		title: () => rankingTexts.value.views.runs,
		icon: "chart",
		permission: "ranking:read",
		component: RunsView,
	},
	{ path: "runs/:id", title: () => rankingTexts.value.views.run, permission: "ranking:read", component: RunView },
	{
		path: "collections",
		title: () => rankingTexts.value.views.collections,
		icon: "list",
		permission: "ranking:read",
		component: CollectionsView,
	},
	{
		path: "judging",
		title: () => rankingTexts.value.views.judge,
		icon: "check",
		permission: "judgments:write",
		component: JudgingView,
	},
	{
		path: "vocabulary",
		title: () => rankingTexts.value.views.vocabulary,
		icon: "tag",
		permission: "ranking:read",
		component: VocabularyView,
	},
];
