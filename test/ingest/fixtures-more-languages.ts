import type { LanguageCase } from "./fixtures-languages.ts";

/** Chinese, Japanese and Danish. */
export const MORE_LANGUAGES: readonly LanguageCase[] = [
	{
		language: "zh",
		text: `个人简历

陈晓雯
电话：138 1234 5678
邮箱：chen.xiaowen@example.cn
所在地：上海

工作经历

2019年3月 - 至今    云帆科技有限公司    高级软件工程师
• 负责支付平台的设计与开发
• 带领五人团队

2016年7月 - 2019年2月    星河网络有限公司    软件工程师
• 参与搜索服务的开发

教育背景

2012年9月 - 2016年6月    东湖大学    计算机科学与技术    本科

专业技能
Java、Spring、MySQL、Redis

语言能力
英语：CET-6
`,
		name: "陈晓雯",
		email: "chen.xiaowen@example.cn",
		phone: "+8613812345678",
		work: ["高级软件工程师 @ 云帆科技有限公司 2019-03..now", "软件工程师 @ 星河网络有限公司 2016-07..2019-02"],
		education: ["东湖大学 2016-06"],
		skills: ["Java", "Spring", "MySQL", "Redis"],
		languages: ["英语"],
	},
	{
		language: "ja",
		text: `職務経歴書

氏名：高橋 美咲
電話：090-1234-5678
メール：misaki.takahashi@example.jp

職務経歴

2018年4月 ～ 現在    株式会社あおぞらシステム    システムエンジニア
・在庫管理システムの設計
・チームリーダーとして5名を管理

2014年4月 ～ 2018年3月    みどり電機株式会社    プログラマー
・組み込みソフトウェアの開発

学歴

2010年4月 ～ 2014年3月    北山大学    工学部 情報工学科

スキル
Java、Python、AWS

語学
英語：TOEIC 850
`,
		name: "高橋 美咲",
		email: "misaki.takahashi@example.jp",
		phone: "+819012345678",
		work: [
			"システムエンジニア @ 株式会社あおぞらシステム 2018-04..now",
			"プログラマー @ みどり電機株式会社 2014-04..2018-03",
		],
		education: ["北山大学 2014-03"],
		skills: ["Java", "Python", "AWS"],
		languages: ["英語"],
	},
	{
		language: "da",
		text: `Freja Lindholm Krogh
Sygeplejerske
Nørregade 14, 8000 Aarhus C
Telefon: +45 20 12 34 56
freja.krogh@example.dk

Erhvervserfaring

Sygeplejerske, Klinik Søhus, Aarhus
maj 2017 – nu
- Pleje af patienter efter operation

Social- og sundhedsassistent, Plejecenter Engen, Randers
februar 2012 – april 2017
- Daglig pleje

Uddannelse

Bachelor i sygepleje, Professionshøjskolen Fjordby
2013 – 2017

Kompetencer
Sårpleje, EPJ, Medicinhåndtering

Sprog
Dansk (modersmål), Engelsk (flydende)
`,
		name: "Freja Lindholm Krogh",
		email: "freja.krogh@example.dk",
		phone: "+4520123456",
		work: [
			"Sygeplejerske @ Klinik Søhus 2017-05..now",
			"Social- og sundhedsassistent @ Plejecenter Engen 2012-02..2017-04",
		],
		education: ["Professionshøjskolen Fjordby 2017"],
		skills: ["Sårpleje", "EPJ", "Medicinhåndtering"],
		languages: ["Dansk", "Engelsk"],
	},
];
