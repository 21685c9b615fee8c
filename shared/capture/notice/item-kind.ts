// Which kind of item its title speaks of. The first rule that fits wins, so that 休息后讨论 is a discussion and 茶歇 a break.
import type { ItemKind } from '../../domain/agenda.ts';

const RULES: readonly (readonly [RegExp, ItemKind])[] = [
  [/^(?:讨论|研究(?!生|院|所|会(?!员|议)|员|报告|中心)|研讨|商议|酝酿)(?!.{0,4}(?:表决|通过|审议))/u, 'discussion'],
  [/^(?:会间|中场)?(?:茶歇|休息|合影|午餐|用餐|午休)|\b(?:coffee|tea|lunch|break)\b/i, 'break'],
  [/(?:介绍|宣布).{0,6}(?:来宾|嘉宾|与会人员|参会人员|领导)|introduc\w+ of guests/i, 'guest_introduction'],
  [/(?:增补|增选|补选|推选|选举)\S{1,14}为/u, 'election'],
  [/签约|签署|签订|签字仪式|\bsigning\b/i, 'signing'],
  [
    /(?:颁发|授予|发放).{0,8}(?:聘书|证书|牌匾)|^(?:聘任|续聘|增聘)(?!.{0,20}(?:案|办法|制度|规定|机构|事务所|公司))|聘任仪式|聘请.{0,12}(?:顾问|专家)|授牌|\bappointment ceremony\b/i,
    'appointment',
  ],
  [
    /^通过|审议|审阅|审定|表决|投票(?!选举)|审查|通过.{0,20}(?:办法|方案|章程|议案|决议)|的(?:议案|提案|草案)|评议|\bapprov|\bresolution|\bmotion\b|^minutes of\b|minutes of the (?:last|previous)|\bdecision\b/i,
    'deliberation',
  ],
  [/选举|增补|增选|补选|推选|改选|换届选举|\belection\b|\belect\b/i, 'election'],
  [
    /讲座|讲解|专题学习|主题演讲|(?:主旨|学术|专题|特邀)报告|解读|培训|授课|辅导|演讲|\blecture\b|\btalk\b|\bkeynote\b|\btraining\b/i,
    'lecture',
  ],
  [
    /工作(?:报告|汇报|总结)|财务(?:报告|收支|情况)|述职|年度报告|(?:汇报|报告).{0,10}工作|总结.{0,4}(?:工作|今年|全年)|(?:今年|全年)工作|\breports?\b|\baccounts\b/i,
    'work_report',
  ],
  [/^.{0,12}(?:总结讲话|作?总结$|小结|闭幕|散会|会议结束|宣布结束|结束语)|\bclos(?:e|ing)\b/i, 'closing'],
  [
    /致.{0,3}辞|致词|开场|开幕|欢迎|情况介绍|介绍.{0,20}情况|简介|\bwelcome\b|\bopening\b|\bapologies\b/i,
    'introduction',
  ],
  [
    /讨论|交流|研究(?!生|院|所|会(?!员|议)|员|报告|中心)|商议|座谈|发言|研讨|^其他(?:事项|事宜)?$|其他事项|提问|答疑|\bdiscuss|\bany other business\b|\baob\b|\bq ?& ?a\b/i,
    'discussion',
  ],
];

/** A title that no rule knows is a briefing, which asks least of an item. */
export function kindOf(title: string): ItemKind {
  return RULES.find(([pattern]) => pattern.test(title))?.[1] ?? 'briefing';
}
