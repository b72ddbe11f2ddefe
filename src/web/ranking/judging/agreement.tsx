import { useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { figure, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { me } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { rankingTexts } from "../texts/index.ts";

interface AgreementResult {
	readonly judges: readonly {
		readonly judge: string;
		readonly judgments: number;
		readonly grades: readonly number[];
	}[];
	readonly agreement: {
		readonly units: number;
		readonly disputed: number;
		readonly alpha: { readonly ordinal: number | null; readonly nominal: number | null };
		readonly pairs: readonly {
			readonly judges: readonly [string, string];
			readonly pairs: number;
			readonly same: number;
			readonly kappa: Readonly<Record<"none" | "linear" | "quadratic", number | null>>;
		}[];
	} | null;
}

const KAPPAS = ["none", "linear", "quadratic"] as const;

/** How far judges agree, worked out when somebody wants to know. */
export function Agreement({ corpus }: { corpus: string }) {
	const t = rankingTexts.value.judging;
	const [wanted, want] = useState(0);
	const found = useResource(wanted === 0 ? null : `${corpus} ${wanted}`, () =>
		api.get<AgreementResult>(at`/v1/ranking/corpora/${corpus}/agreement`),
	);
	return (
		<section class="panel form">
			<div class="page-head">
				<h2>{t.agreement}</h2>
				<button type="button" onClick={() => want(wanted + 1)}>
					{t.show}
				</button>
			</div>
			{wanted > 0 && <Show of={found}>{(value) => <Result value={value} />}</Show>}
		</section>
	);
}

function Result({ value: { judges, agreement } }: { value: AgreementResult }) {
	const t = rankingTexts.value.judging;
	const shown = (value: number | null) => (value === null ? t.undefinedValue : figure(value, 3));
	const nameOf = (judge: string) => (judge === me.value?.id ? t.you : judge.slice(0, 14));
	return (
		<>
			{agreement === null ? (
				<p>{t.noAgreement}</p>
			) : (
				<>
					<p>{t.units(number(agreement.units), number(agreement.disputed))}</p>
					<p>
						{t.alpha}: {t.ordinal} <strong>{shown(agreement.alpha.ordinal)}</strong>, {t.nominal}{" "}
						<strong>{shown(agreement.alpha.nominal)}</strong>
					</p>
					<p class="muted small">{t.agreementHint}</p>
					<table class="figures">
						<thead>
							<tr>
								<th scope="col">{t.kappa}</th>
								<th scope="col">{t.pairs}</th>
								<th scope="col">{t.alike}</th>
								{KAPPAS.map((name) => (
									<th key={name} scope="col">
										{t.weights[name]}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{agreement.pairs.map(({ judges: both, pairs, same, kappa }) => (
								<tr key={both.join()}>
									<th scope="row">{both.map(nameOf).join(" · ")}</th>
									<td>{number(pairs)}</td>
									<td>{number(same)}</td>
									{KAPPAS.map((name) => (
										<td key={name}>{shown(kappa[name])}</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</>
			)}
			{judges.length > 0 && (
				<table class="figures">
					<thead>
						<tr>
							<th scope="col">{t.judge}</th>
							<th scope="col">{t.pairs}</th>
							{t.grades.map((name, grade) => (
								<th key={name} scope="col">
									{grade} {name}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{judges.map(({ judge, judgments, grades }) => (
							<tr key={judge}>
								<th scope="row">{nameOf(judge)}</th>
								<td>{number(judgments)}</td>
								{grades.map((count, grade) => (
									<td key={t.grades[grade]}>{number(count)}</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			)}
		</>
	);
}
