import type { FreeCase } from "./fixtures-free.ts";

/** Resumes as people write them. All persons, firms and schools are invented. */
export const EAST_ASIAN_RESUMES: readonly FreeCase[] = [
	{
		what: "a Japanese form (履歴書) as text, years by era",
		language: "ja",
		text: `履　歴　書                         2026年5月10日現在

ふりがな　さとう　けんいち
氏　名　　佐藤 健一
生年月日　1990年8月15日生（満35歳）　　男
現住所　〒164-0001 東京都中野区中野3-5-12
電話　090-8765-4321
E-mail　kenichi.sato@example.jp

年    月    学歴・職歴
            学歴
平成21   3   埼玉県立北山高等学校 卒業
平成21   4   青葉大学 経済学部 経営学科 入学
平成25   3   青葉大学 経済学部 経営学科 卒業
            職歴
平成25   4   株式会社ひかり商事 入社
            営業部に配属
平成30   6   一身上の都合により退職
平成30   7   東西物流株式会社 入社
            現在に至る
                                  以上

年    月    免許・資格
平成22   8   普通自動車第一種運転免許 取得
平成27   2   日商簿記検定試験2級 合格

志望動機
これまでの営業経験を活かし、貴社の事業に貢献したいと考えております。

本人希望記入欄
貴社規定に従います。
`,
		name: "佐藤 健一",
		email: "kenichi.sato@example.jp",
		phone: "+819087654321",
		city: "中野区",
		work: ["undefined @ 株式会社ひかり商事 2013-04..2018-06", "undefined @ 東西物流株式会社 2018-07..now"],
		education: ["埼玉県立北山高等学校 2009-03", "青葉大学 2013-03"],
		skills: [],
		languages: [],
		personal: ["1990年8月15日"],
	},
	{
		what: "a Japanese form (履歴書) in tables",
		language: "ja",
		text: `<html lang=ja><meta charset=utf-8><body><h1>履歴書</h1><p>令和8年4月1日現在</p><table><tr><td>ふりがな</td><td>たかはし ゆい</td></tr><tr><td>氏名</td><td>高橋 結衣</td></tr><tr><td>生年月日</td><td>平成7年3月3日（満31歳）</td><td>性別</td><td>女</td></tr><tr><td>住所</td><td>〒530-0001 大阪府大阪市北区梅田1-2-3</td></tr><tr><td>電話</td><td>06-6345-1234</td></tr><tr><td>メールアドレス</td><td>yui.takahashi@example.jp</td></tr></table>
<table><tr><td>年</td><td>月</td><td>学歴・職歴（各別にまとめて書く）</td></tr><tr><td></td><td></td><td>学歴</td></tr><tr><td>2013年</td><td>4月</td><td>梅北大学文学部英文学科　入学</td></tr><tr><td>2017年</td><td>3月</td><td>同大学　卒業</td></tr><tr><td></td><td></td><td>職歴</td></tr><tr><td>2017年</td><td>4月</td><td>株式会社さくら出版　入社　編集部配属</td></tr><tr><td>2021年</td><td>9月</td><td>株式会社さくら出版　退社</td></tr><tr><td>2021年</td><td>10月</td><td>みなみ印刷有限会社　営業として入社</td></tr><tr><td></td><td></td><td>現在に至る</td></tr><tr><td></td><td></td><td>以上</td></tr></table>
<table><tr><td>年</td><td>月</td><td>免許・資格</td></tr><tr><td>2016年</td><td>6月</td><td>TOEIC公開テスト 820点 取得</td></tr></table></body></html>`,
		name: "高橋 結衣",
		email: "yui.takahashi@example.jp",
		phone: "+81663451234",
		city: "大阪市",
		work: ["undefined @ 株式会社さくら出版 2017-04..2021-09", "営業 @ みなみ印刷有限会社 2021-10..now"],
		education: ["梅北大学 2017-03"],
		skills: [],
		languages: [],
		personal: ["平成7年3月3日"],
	},
	{
		what: "a Japanese career history (職務経歴書) with marks before its headings",
		language: "ja",
		text: `職務経歴書

2026年6月1日現在
氏名　田中 美咲

■職務要約
大学卒業後、株式会社グリーンネットに入社し、自社ECサイトの開発に従事。現在は株式会社ブルーテックにてバックエンド開発を担当しております。

■職務経歴

株式会社ブルーテック（2019年4月〜現在）
事業内容：クラウドサービスの企画・開発
従業員数：250名
役職：リードエンジニア
【業務内容】
・決済基盤の設計、開発
・5名のチームのマネジメント
【実績】
・処理速度を40％改善

株式会社グリーンネット（2014年4月〜2019年3月）
事業内容：ECサイト運営
役職：プログラマー
【業務内容】
・商品検索機能の開発

■活かせる経験・知識・技術
・Java
・Python
・AWS

■資格
基本情報技術者（2015年11月）

■自己PR
新しい技術を積極的に取り入れ、チームの生産性向上に努めてまいりました。
`,
		name: "田中 美咲",
		email: "",
		phone: "",
		city: "",
		work: [
			"リードエンジニア @ 株式会社ブルーテック 2019-04..now",
			"プログラマー @ 株式会社グリーンネット 2014-04..2019-03",
		],
		education: [],
		skills: ["Java", "Python", "AWS"],
		languages: [],
		personal: [],
	},
	{
		what: "a Japanese career history with labels and wide digits",
		language: "ja",
		text: `職務経歴書
氏名：鈴木 大輔
電話番号：０９０－１１１１－２２２２
メール：daisuke.suzuki@example.jp

【職務経歴】

会社名：株式会社オレンジシステム
期間：令和2年4月～現在に至る
役職：プロジェクトマネージャー
業務内容：基幹システムの刷新プロジェクトを担当

会社名：有限会社レモンソフト
期間：平成24年10月～令和2年3月
役職：システムエンジニア
業務内容：会計パッケージの保守

【学歴】
2008年4月～2012年3月　港北大学　理学部　数学科

【語学】
英語（ビジネスレベル）、中国語（日常会話レベル）
`,
		name: "鈴木 大輔",
		email: "daisuke.suzuki@example.jp",
		phone: "+819011112222",
		city: "",
		work: [
			"プロジェクトマネージャー @ 株式会社オレンジシステム 2020-04..now",
			"システムエンジニア @ 有限会社レモンソフト 2012-10..2020-03",
		],
		education: ["港北大学 2012-03"],
		skills: [],
		languages: ["英語", "中国語"],
		personal: [],
	},
	{
		what: "a Chinese resume with personal details in one line",
		language: "zh",
		text: `张伟
男 | 1992年3月 | 汉族 | 已婚 | 中共党员
电话：13700001234 | 邮箱：zhangwei92@example.com | 现居：成都

求职意向：产品经理

教育背景
2010.09-2014.06        西南科技大学        信息管理与信息系统        本科

工作经历
2018.07-至今        成都蓝海互娱科技有限公司        高级产品经理
1、负责用户增长产品线的规划；
2、协调研发、设计团队推动项目落地。
2014.07-2018.06        四川云端信息技术有限公司        产品专员
1、撰写需求文档；

专业技能
熟练使用Axure、Visio、SQL、Excel

证书
PMP（2017年5月）

自我评价
工作认真负责，有较强的沟通能力。
`,
		name: "张伟",
		email: "zhangwei92@example.com",
		phone: "+8613700001234",
		city: "成都",
		work: [
			"高级产品经理 @ 成都蓝海互娱科技有限公司 2018-07..now",
			"产品专员 @ 四川云端信息技术有限公司 2014-07..2018-06",
		],
		education: ["西南科技大学 2014-06"],
		skills: ["Axure", "Visio", "SQL", "Excel"],
		languages: [],
		personal: ["已婚", "中共党员"],
	},
	{
		what: "a Chinese form with labels set apart",
		language: "zh",
		text: `个 人 简 历

姓    名：李娜              性    别：女
出生年月：1995年10月        民    族：汉
籍    贯：湖北武汉          婚姻状况：未婚
联系电话：159-8888-1234     电子邮箱：lina95@example.cn

【教育经历】
2013年9月—2017年6月   湖北经贸大学   会计学（学士）

【工作经历】
公司名称：武汉长江会计师事务所
职位：审计助理
时间：2017年7月—2020年3月
工作职责：
1. 协助完成年度审计
公司名称：湖北东方建材集团
职位：财务主管
时间：2020年4月—至今
工作职责：
1. 编制月度财务报表

【语言能力】
英语：大学英语六级
普通话：二级甲等

【技能特长】
金蝶、用友、Excel
`,
		name: "李娜",
		email: "lina95@example.cn",
		phone: "+8615988881234",
		city: "",
		work: ["审计助理 @ 武汉长江会计师事务所 2017-07..2020-03", "财务主管 @ 湖北东方建材集团 2020-04..now"],
		education: ["湖北经贸大学 2017-06"],
		skills: ["金蝶", "用友", "Excel"],
		languages: ["英语", "普通话"],
		personal: ["1995年10月", "湖北武汉"],
	},
	{
		what: "a resume in traditional Chinese with dates below",
		language: "zh",
		text: `王怡君

手機：0933-222-111
E-mail：yijun.wang@example.tw
居住地：台中市西屯區

自傳
畢業於國立中台大學，喜歡挑戰新事物。

學歷
國立中台大學 企業管理學系 學士
2011/09 ~ 2015/06

工作經驗
行銷企劃專員
綠野有機股份有限公司
2018/03 ~ 迄今
- 規劃社群行銷活動
- 管理廣告預算

業務助理
東昇國際貿易有限公司
2015/08 ~ 2018/02
- 處理客戶訂單

語言能力
英文 - 精通
日文 - 略懂

專長
Photoshop、Illustrator、Google Ads
`,
		name: "王怡君",
		email: "yijun.wang@example.tw",
		phone: "+886933222111",
		city: "台中市",
		work: ["行銷企劃專員 @ 綠野有機股份有限公司 2018-03..now", "業務助理 @ 東昇國際貿易有限公司 2015-08..2018-02"],
		education: ["國立中台大學 2015-06"],
		skills: ["Photoshop", "Illustrator", "Google Ads"],
		languages: ["英文", "日文"],
		personal: [],
	},
];
