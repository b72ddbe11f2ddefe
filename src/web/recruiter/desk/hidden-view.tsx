import { useState } from "preact/hooks";
import type { HiddenPerson } from "../../../domain/desk.ts";
import { api } from "../../shell/api.ts";
import { date } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useResource } from "../../shell/resource.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { lastBlind } from "../asked.ts";
import { PersonName } from "../person/person-name.tsx";
import { keyOf } from "../person-ref.ts";
import { VirtualList } from "../results/virtual-list.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { doWith, unhide } from "./bulk.ts";
import { ToSearch } from "./to-search.tsx";

/** Whom one has hidden: they are in no list until they are shown again. */
export function HiddenView() {
	const t = recruiterTexts.value;
	const hidden = useResource("hidden", (signal) => api.get<{ items: HiddenPerson[] }>("/v1/people/hidden", { signal }));
	// Who looks for people without seeing who they are does not see it here, either.
	const [named, setNamed] = useState(!lastBlind.value);
	const show = async (person: HiddenPerson) => {
		await doWith([{ ...person, name: null }], unhide(), () => {});
		hidden.reload();
	};
	return (
		<div class="page">
			<div class="page-head">
				<h1>{t.views.hidden}</h1>
				{!named && (
					<button type="button" onClick={() => setNamed(true)}>
						<Icon name="eye" />
						{t.showNames}
					</button>
				)}
			</div>
			<Show of={hidden}>
				{({ items }) =>
					items.length === 0 ? (
						<Empty title={t.nobodyHidden} actions={<ToSearch />}>
							{t.nobodyHiddenHint}
						</Empty>
					) : (
						<div class="rows panel">
							<VirtualList
								label={t.views.hidden}
								items={items}
								total={items.length}
								busy={false}
								onEnd={() => {}}
								render={(person) => (
									<div class="row" key={keyOf(person)}>
										<div class="row-main">
											<span>
												{named ? (
													<PersonName
														id={person.candidateId ?? person.profileId ?? ""}
														isProfile={person.candidateId === null}
														withRole
													/>
												) : (
													t.noName
												)}
											</span>
											<span class="muted small">{t.hiddenAt(date(person.hiddenAt))}</span>
										</div>
										{may("desk:write") && (
											<button type="button" onClick={() => show(person)}>
												<Icon name="eye" />
												{t.showAgain}
											</button>
										)}
									</div>
								)}
							/>
						</div>
					)
				}
			</Show>
		</div>
	);
}
