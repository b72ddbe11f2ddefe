import { expect, test } from "vitest";
import { parse, roles, skills } from "./parser.ts";

const RESUME = `周子涵
中国，江苏–南京–鼓楼区汉口路，210000 | zihan.zhou@example.cn

教育背景

金陵理工大学    2012年9月– 2016年6月
学士，软件工程，成绩：3.7/4.0
课程：数据结构、操作系统

工作经历

云帆科技    2018年3月至今
高级软件工程师
• 负责支付平台的设计

专业技能

网站开发：专家    关键字：Ruby、CSS、React
运维：中级    关键字：Docker、Ansible
`;

test("the label of a grade is no part of the subject, and a level is no skill", async () => {
	const resume = await parse(RESUME);
	expect(resume.education?.[0]).toMatchObject({
		institution: "金陵理工大学",
		studyType: "学士",
		area: "软件工程",
		score: "3.7/4.0",
	});
	expect(skills(resume)).toEqual(["Ruby", "CSS", "React", "Docker", "Ansible"]);
});

test("the city stands behind country and province", async () => {
	const resume = await parse(RESUME);
	expect(resume.basics?.location).toMatchObject({
		city: "南京",
		region: "江苏",
		countryCode: "CN",
		postalCode: "210000",
	});
});

test("a single employer and its one title", async () => {
	expect(roles(await parse(RESUME))).toEqual(["高级软件工程师 @ 云帆科技 2018-03..now"]);
});

test("labels of parts inside a role open no section", async () => {
	const resume = await parse(`職務経歴書
氏名：山口 直樹
電話：090-3333-4444

職務経歴

株式会社みなと商会（2016年4月〜2020年3月）
役職：営業主任
【業務内容】
・法人営業
【実績】
・売上を20％改善

株式会社ひので電機（2020年4月〜現在）
役職：課長
【業務内容】
・営業部の管理
`);
	expect(roles(resume)).toEqual([
		"営業主任 @ 株式会社みなと商会 2016-04..2020-03",
		"課長 @ 株式会社ひので電機 2020-04..now",
	]);
	expect(resume.projects ?? []).toEqual([]);
});
