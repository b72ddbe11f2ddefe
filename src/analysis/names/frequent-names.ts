import { fold } from "../fold.ts";

/**
 * Names that very many people have: roughly the first fifty of each country's civil statistics, as generally known. Somebody else of
 * the same name is then likely, so that an equal name says less.
 */
const FAMILY = `
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee
perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall
rivera campbell mitchell carter roberts evans edwards hughes wood turner cooper ward watson patel khan singh kumar sharma gupta das shah ali ahmed hussain
müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schäfer koch bauer richter klein wolf schröder neumann schwarz zimmermann braun krüger hofmann hartmann lange werner krause lehmann huber gruber
bernard dubois durand robert richard petit leroy moreau simon laurent lefebvre michel david bertrand roux vincent fournier morel girard andre mercier dupont lambert bonnet
gómez fernández díaz álvarez romero ruiz moreno jiménez muñoz alonso gutiérrez navarro domínguez vázquez ramos gil serrano blanco molina morales ortega delgado castro ortiz rubio reyes cruz
silva santos oliveira souza sousa ferreira pereira costa lima carvalho almeida ribeiro alves rodrigues gomes martins araujo barbosa rocha
rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti
de-jong jansen de-vries van-den-berg bakker visser smit meijer de-boer mulder jong vries berg boer
nowak kowalski wiśniewski wójcik kowalczyk kamiński lewandowski zieliński novák svoboda horvat nagy kovács tóth popescu popa ionescu
ivanov ivanova smirnov smirnova kuznetsov kuznetsova popov popova petrov petrova volkov volkova shevchenko melnyk kovalenko bondarenko
yılmaz kaya demir şahin çelik papadopoulos pappas andersson johansson karlsson nilsson hansen olsen larsen nielsen jensen pedersen korhonen virtanen
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin he gao luo chan wong cheung tran le pham hoang kim park choi jung kang cho yoon jang
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato mohamed ahmad hassan hussein ibrahim mahmoud`;

const GIVEN = `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kevin brian george edward jason ryan eric stephen
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle amanda melissa laura rebecca emma olivia sophie chloe
peter wolfgang klaus andreas stefan christian martin jan alexander sebastian tobias florian lukas felix max jonas hans uwe frank jürgen
anna maria julia sabine petra monika claudia nicole stefanie katrin andrea susanne christina lena laura lea hannah johanna
jean pierre michel philippe alain nicolas julien laurent christophe frédéric marie nathalie isabelle sylvie catherine camille léa manon céline sandrine
josé antonio juan manuel francisco javier carlos jesús alejandro miguel rafael pedro pablo luis jorge sergio carmen ana isabel lucía cristina marta elena pilar paula
joão paulo marcos bruno rafael lucas gabriel fernanda juliana adriana patricia mariana giuseppe giovanni marco francesca giulia
ivan aleksandr sergey dmitry alexey andrey olga elena natalia irina tatiana anastasia ekaterina
mohamed mohammed muhammad ahmed ali omar hassan fatima aisha wei li min yan jing lei ying hui xin hiroshi takashi yuki mehmet mustafa ayşe raj amit rahul priya anil sunil`;

const listOf = (text: string) => new Set(text.trim().split(/\s+/).map(fold));
const family = listOf(FAMILY);
const given = listOf(GIVEN);

/** Takes folded names in Latin letters. */
export const isFrequentFamilyName = (name: string): boolean => family.has(name);
export const isFrequentGivenName = (name: string): boolean => given.has(name);
