import { describe, expect, test } from "vitest";
import { parse, roles } from "./parser.ts";

const form = (rows: string): string => `履歴書

氏名　山本 陽子
電話　090-1111-2222
E-mail　yoko.yamamoto@example.jp

年   月   学歴・職歴
          学歴
平成20   4   青葉大学 文学部 入学
平成24   3   同大学 卒業
          職歴
${rows}
          以上
`;

describe("the history of a Japanese form", () => {
	test.each([
		[
			"joined and left",
			"平成24   4   株式会社みどり 入社\n平成28   9   株式会社みどり 退社",
			["undefined @ 株式会社みどり 2012-04..2016-09"],
		],
		[
			"left for a reason",
			"平成24   4   株式会社みどり 入社\n平成28   9   一身上の都合により退職",
			["undefined @ 株式会社みどり 2012-04..2016-09"],
		],
		[
			"until now",
			"令和元   5   医療法人つばさ 入職\n          現在に至る",
			["undefined @ 医療法人つばさ 2019-05..now"],
		],
		[
			"with what one joined as",
			"2019   5   株式会社みどりに経理担当として入社\n          現在に至る",
			["経理担当 @ 株式会社みどり 2019-05..now"],
		],
		[
			"an assignment is no job",
			"平成24   4   株式会社みどり 入社\n平成25   4   営業部に配属\n          現在に至る",
			["undefined @ 株式会社みどり 2012-04..now"],
		],
	])("%s", async (_, rows, wanted) => {
		const resume = await parse(form(rows));
		expect(roles(resume)).toEqual(wanted);
		expect(resume.education).toEqual([
			{ institution: "青葉大学", area: "文学部", startDate: "2008-04", endDate: "2012-03" },
		]);
	});

	test("licences and awards below are no jobs, and a template's years are no dates", async () => {
		const resume = await parse(
			`${form("20XX   4   株式会社みどり 入社\n          現在に至る")}
年   月   免許・資格
平成22   8   普通自動車免許 取得
`,
		);
		expect(resume.work).toEqual([{ name: "株式会社みどり", current: true }]);
		expect(resume.certificates?.map((entry) => `${entry.name} ${entry.date}`)).toEqual(["普通自動車免許 取得 2010-08"]);
	});
});
