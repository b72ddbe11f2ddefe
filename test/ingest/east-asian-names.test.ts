import { expect, test } from "vitest";
import { parse } from "./parser.ts";

/** A company's name with a place in brackets: inside the name it belongs to it, behind the name it is where the work was. */
test.each([
	[
		"工作经历\n\n2019.03 - 2022.05  腾讯科技（深圳）有限公司  高级软件工程师\n负责后端开发",
		"腾讯科技（深圳）有限公司",
		"高级软件工程师",
		undefined,
	],
	[
		"工作经历\n\n2019.03 - 2022.05  华为技术(上海)有限公司，软件工程师\n负责后端开发",
		"华为技术(上海)有限公司",
		"软件工程师",
		undefined,
	],
	[
		"工作经历\n\n阿里巴巴（中国）网络技术有限公司 | 产品经理 | 2018/07 - 至今\n参与产品规划",
		"阿里巴巴（中国）网络技术有限公司",
		"产品经理",
		undefined,
	],
	[
		"職務経歴\n\n2019年3月 - 2022年5月  株式会社リクルート（東京） エンジニア\nサーバー開発",
		"株式会社リクルート",
		"エンジニア",
		"東京",
	],
	[
		"職務経歴\n\n2019年3月 - 2022年5月  株式会社リクルート（東京）\nエンジニア",
		"株式会社リクルート",
		"エンジニア",
		"東京",
	],
])("%s", async (text, name, position, location) => {
	const [role] = (await parse(`李娜\nlina@example.com\n\n${text}\n\n技能\nJava, Python\n`)).work ?? [];
	expect([role?.name, role?.position, role?.location]).toEqual([name, position, location]);
});
