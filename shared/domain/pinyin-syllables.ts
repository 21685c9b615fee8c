// The syllables of Chinese, each with one character that is read so: where a reading is written in letters, that character
// shows the platform's collation where it belongs. The choice of characters is ours; any other with the sound would do.
const TABLE =
  'a阿 ai哀 an安 ang肮 ao熬 ba八 bai白 ban班 bang邦 bao包 bei杯 ben奔 beng崩 bi逼 bian边 biao标 bie别 bin宾 bing兵 bo波 bu不 ' +
  'ca擦 cai才 can参 cang仓 cao操 ce测 cen岑 ceng层 cha叉 chai拆 chan禅 chang昌 chao超 che车 chen陈 cheng成 chi吃 chong虫 chou抽 chu出 ' +
  'chuai揣 chuan川 chuang窗 chui吹 chun春 chuo戳 ci词 cong匆 cou凑 cu粗 cuan窜 cui催 cun村 cuo搓 da搭 dai呆 dan丹 dang当 dao刀 de德 ' +
  'dei得 deng登 di低 dian颠 diao刁 die爹 ding丁 diu丢 dong东 dou兜 du都 duan端 dui堆 dun吨 duo多 e鹅 en恩 er儿 fa发 fan帆 fang方 ' +
  'fei飞 fen分 feng风 fo佛 fou否 fu夫 ga嘎 gai该 gan甘 gang刚 gao高 ge哥 gei给 gen根 geng耕 gong工 gou勾 gu姑 gua瓜 guai乖 guan关 ' +
  'guang光 gui归 gun滚 guo郭 ha哈 hai孩 han寒 hang杭 hao豪 he禾 hei黑 hen痕 heng恒 hong红 hou侯 hu呼 hua花 huai怀 huan欢 huang黄 ' +
  'hui灰 hun昏 huo活 ji机 jia家 jian尖 jiang江 jiao交 jie街 jin金 jing京 jiong炯 jiu究 ju居 juan捐 jue决 jun君 ka咖 kai开 kan刊 ' +
  'kang康 kao考 ke科 ken肯 keng坑 kong空 kou口 ku枯 kua夸 kuai快 kuan宽 kuang筐 kui亏 kun昆 kuo扩 la拉 lai来 lan兰 lang郎 lao劳 ' +
  'le乐 lei雷 leng冷 li离 lian连 liang凉 liao辽 lie列 lin林 ling灵 liu刘 long龙 lou楼 lu卢 luan乱 lun轮 luo罗 lv吕 lve略 ma妈 mai买 ' +
  'man蛮 mang忙 mao毛 mei梅 men门 meng蒙 mi迷 mian棉 miao苗 mie灭 min民 ming明 miu谬 mo摸 mou谋 mu木 na拿 nai乃 nan南 nang囊 nao闹 ' +
  'ne呢 nei内 nen嫩 neng能 ni泥 nian年 niang娘 niao鸟 nie捏 nin您 ning宁 niu牛 nong农 nou耨 nu奴 nuan暖 nuo挪 nv女 nve虐 o哦 ou欧 ' +
  'pa趴 pai拍 pan潘 pang旁 pao抛 pei胚 pen喷 peng朋 pi批 pian偏 piao飘 pie瞥 pin拼 ping平 po坡 pou剖 pu扑 qi七 qia掐 qian千 qiang枪 ' +
  'qiao敲 qie切 qin亲 qing青 qiong穷 qiu秋 qu区 quan圈 que缺 qun群 ran然 rang让 rao饶 re热 ren人 reng仍 ri日 rong荣 rou柔 ru如 ' +
  'ruan软 rui锐 run润 ruo弱 sa撒 sai塞 san三 sang桑 sao搔 se色 sen森 seng僧 sha沙 shai筛 shan山 shang商 shao烧 she奢 shen申 sheng生 ' +
  'shi诗 shou收 shu书 shua刷 shuai摔 shuan栓 shuang双 shui水 shun顺 shuo说 si思 song松 sou搜 su苏 suan酸 sui虽 sun孙 suo缩 ta他 tai胎 ' +
  'tan贪 tang汤 tao涛 te特 teng腾 ti梯 tian天 tiao挑 tie贴 ting听 tong通 tou偷 tu突 tuan团 tui推 tun吞 tuo拖 wa挖 wai歪 wan弯 wang汪 ' +
  'wei威 wen温 weng翁 wo窝 wu乌 xi西 xia虾 xian先 xiang香 xiao消 xie些 xin心 xing星 xiong兄 xiu休 xu须 xuan宣 xue学 xun勋 ya鸭 yan烟 ' +
  'yang央 yao腰 ye耶 yi衣 yin因 ying英 yo哟 yong拥 you优 yu于 yuan冤 yue约 yun云 za杂 zai灾 zan簪 zang脏 zao糟 ze则 zei贼 zen怎 ' +
  'zeng增 zha渣 zhai摘 zhan沾 zhang张 zhao招 zhe遮 zhen真 zheng争 zhi知 zhong中 zhou周 zhu朱 zhua抓 zhuai拽 zhuan专 zhuang庄 zhui追 ' +
  'zhun准 zhuo卓 zi资 zong宗 zou邹 zu租 zuan钻 zui最 zun尊 zuo昨';

const LONGEST = 6;

/**
 * Characters that are read as `reading` says, in letters with or without tones (Shàn, OU1, yùchí); null when it is no
 * reading. Tones are not told apart: a surname stands among those of its syllable.
 */
export function charactersRead(reading: string): string | null {
  const letters = reading
    .toLowerCase()
    .replace(/[üǖǘǚǜ]/gu, 'v')
    .normalize('NFD')
    .replace(/[^a-z]/gu, '');
  let rest = letters;
  let characters = '';
  while (rest !== '') {
    const syllable = Array.from({ length: LONGEST }, (_none, at) => rest.slice(0, LONGEST - at)).find((text) =>
      SYLLABLES.has(text),
    );
    if (syllable === undefined) return null;
    characters += SYLLABLES.get(syllable) ?? '';
    rest = rest.slice(syllable.length);
  }
  return characters === '' ? null : characters;
}

const SYLLABLES: ReadonlyMap<string, string> = new Map(
  TABLE.split(' ').map((entry) => [entry.slice(0, -1), entry.slice(-1)]),
);
