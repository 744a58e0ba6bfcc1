"""Traditional characters and the simplified ones that mainland words are written with, each from the other."""

import re
from functools import cache

_SIMPLE = (
    "万与丑专业丛东丝丢两严丧个丰临为丽举么义乌乐乔习乡书买乱争于亏云亚产亩亲亿仅仆从仑仓仪们价众优伙会伞伟传伤伦"
    "伪体余佣侠侣侥侦侧侨侩俩俭债倾偿储儿兑党兰关兴兹养兽内冈册写军农冯冲决况冻净凄准凉减凑凛几凤凭凯凶击凿划刘则"
    "刚创删别刹刽剂剐剑剥剧劝办务动励劲劳势勋匀区医华协单卖占卢卤卧卫却厂厅历厉压厌厕厘厢厦厨厩县叁参双发变叙叠叶"
    "号叹吁后吓吕吗吨听启吴呐呕员呛呜周咏咙咨咸响哑哗哟唤啮啸喷嘘嘱嚣团园囱围国图圆圣场坏块坚坛坝坞坟坠垄垒垦垫堑"
    "堕墙壮声壳壶处备复够头夸夹夺奋奖奥妆妇妈娄娇娱婴婶孙学孪宁宝实宠审宪宫宽宾寝对寻导寿将尔尘尝尧尸尽层屉届属屡"
    "屿岁岂岗岛岩岭岳岿峡峦崭巩币帅师帐帘帜带帧帮幂并广庄庆庐库应庙庞废开异弃张弥弯弹强归当录彦彻征径忆忧怀态怂怜"
    "总恋恒恳恶恼悦悬悯惊惧惨惩惫惭惮惯愤愿慑懒戏战户扑执扩扫扬扰抚抛抠抡抢护报担拟拢拣拥拦拧拨择挂挚挛挝挞挟挠挡"
    "挣挤挥捞损捡换捣据掳掷掸掺揽搀搁搂搅携摄摆摇摈摊撑撵擞攒敌敛数斋斗斩断无旧时旷昼显晋晒晓晕暂术朴机杀杂权杠条"
    "来杨杰松极构枢枣枪枫柜柠栅标栈栋栏树栖样档桥桨桩梦检棱椭楼槛横樱橱欢欧歼残殴毁毕毙毡气氢汇汉污汤汹沟没沤沥沦"
    "沧沪泄泞泪泻泼泽洁洒洼浅浆浇浊测济浑浓涂涌涛涝涟涡涣涤润涧涨涩淀渊渍渐渔渗温游湾湿溃溅滚滞满滤滥滦滨滩潍潜澜"
    "濒灭灯灵灾灿炉点炼炽烁烂烃烛烟烦烧烩烫烬热焕熏爱爷牵牺犊状犹狈狞独狭狮狰狱猎猪猫献獭玛环现珐琐琼瑶瓮电画畅畴"
    "疗疟疡疮疯痈痉痒痪痹瘪瘫癣皑皱盏盐监盖盗盘着睁瞒瞩矫矾矿码砖砚砾础硕确碍碱礼祷祸禄离秃秆种积称秽税稳穷窃窍窑"
    "窜窝窥竖竞笋笔笺笼筑筛筹签简箩篓篮篱类粤粪粮紧纠红纤约级纪纫纬纯纱纲纳纵纶纷纸纹纺纽线练组绅细织终绊绍绎经绑"
    "绒结绕绘给绚络绝绞统绢绣绥绦继绩绪续绰绳维绵绷绸综绽绿缀缄缅缆缉缎缓缔缕编缘缚缝缠缨缩缮缴网罗罚罢羡翘耸耻聂"
    "聋职联聪肃肠肤肮肾肿胀胁胆胜胶脉脏脐脑脓脚脱脸腊腻腾舆舰舱艰艳艺节芜芦苇苍苏苹范茎茧荆荐荚荡荣荤荧荫药莱莲获"
    "莹萝萤营萧萨葱蒋蓝蓟蔷蔼蕴虏虑虚虫虱虽虾蚀蚁蚂蚕蛊蛮蛰蜕蜗蜡蝇蝉蝎衅衔补衬袄袜袭装裤见观规觅视览觉触誉誊计订"
    "讣认讥讨让讫训议讯记讲讳讶许讹论讼讽设访诀证评诅识诈诉诊诌词译试诗诚诛话诞诡询诣该详诧诫诬语误诱诲说诵请诸诺"
    "读诽课谁调谅谆谈谊谋谍谎谐谓谗谚谜谢谣谤谦谨谩谬谭谰谱谴贝贞负贡财责贤败账货质贩贪贫贬购贮贯贰贱贴贵贷贸费贺"
    "贼贾贿赁赂赃资赊赋赌赎赏赐赔赖赘赚赛赞赠赡赢赣赵赶趋跃践踊踌踪蹿躯车轧轨轩转轮软轰轴轻载轿较辅辆辈辉辊辐辑输"
    "辕辖辗辙辞辟辩辫边辽达迁过迈运还这进远违连迟迹适选逊递逻遗遥邓邮邹邻郁郑郧郸酝酱酿采释里鉴针钉钎钒钓钙钝钞钟"
    "钠钡钢钥钦钧钨钩钮钱钳钵钻钾铀铁铂铃铅铆铜铝铡铣铬铭铰铱铲银铸铺链销锁锄锅锈锋锌锐锑锗错锚锡锣锤锥锦锨锭键锯"
    "锰锹锻镀镁镇镊镍镐镑镜镣镭镰镶长门闪闭问闯闰闲间闷闸闹闺闻闽阀阁阂阅阉阎阐阑阔队阳阴阵阶际陆陇陈陕陨险随隐隶"
    "难雇雏雾霉静韦韧韩韵页顶顷项顺须顽顾顿颁颂预颅领颇颈颊颐频颓颖颗题颜额颠颤颧风飘飞饥饭饮饯饰饱饲饵饶饺饼饿馁"
    "馅馆馈馋馏馒马驭驮驯驰驱驳驴驶驹驻驼驾驿骂骄骆骇骋验骏骑骗骚骡骤鱼鲁鲍鲜鲤鲸鳃鳖鳞鸟鸡鸣鸥鸦鸭鸯鸳鸵鸽鸿鹃鹅"
    "鹊鹏鹤鹰麦黄齐齿龄龋龙龚龟"
)
_TRADITIONAL = (
    "萬與醜專業叢東絲丟兩嚴喪個豐臨為麗舉麼義烏樂喬習鄉書買亂爭於虧雲亞產畝親億僅僕從侖倉儀們價眾優夥會傘偉傳傷倫"
    "偽體餘傭俠侶僥偵側僑儈倆儉債傾償儲兒兌黨蘭關興茲養獸內岡冊寫軍農馮衝決況凍淨悽準涼減湊凜幾鳳憑凱兇擊鑿劃劉則"
    "剛創刪別剎劊劑剮劍剝劇勸辦務動勵勁勞勢勳勻區醫華協單賣佔盧滷臥衛卻廠廳歷厲壓厭廁釐廂廈廚廄縣叄參雙發變敘疊葉"
    "號嘆籲後嚇呂嗎噸聽啟吳吶嘔員嗆嗚週詠嚨諮鹹響啞譁喲喚齧嘯噴噓囑囂團園囪圍國圖圓聖場壞塊堅壇壩塢墳墜壟壘墾墊塹"
    "墮牆壯聲殼壺處備復夠頭誇夾奪奮獎奧妝婦媽婁嬌娛嬰嬸孫學孿寧寶實寵審憲宮寬賓寢對尋導壽將爾塵嘗堯屍盡層屜屆屬屢"
    "嶼歲豈崗島巖嶺嶽巋峽巒嶄鞏幣帥師帳簾幟帶幀幫冪並廣莊慶廬庫應廟龐廢開異棄張彌彎彈強歸當錄彥徹徵徑憶憂懷態慫憐"
    "總戀恆懇惡惱悅懸憫驚懼慘懲憊慚憚慣憤願懾懶戲戰戶撲執擴掃揚擾撫拋摳掄搶護報擔擬攏揀擁攔擰撥擇掛摯攣撾撻挾撓擋"
    "掙擠揮撈損撿換搗據擄擲撣摻攬攙擱摟攪攜攝擺搖擯攤撐攆擻攢敵斂數齋鬥斬斷無舊時曠晝顯晉曬曉暈暫術樸機殺雜權槓條"
    "來楊傑鬆極構樞棗槍楓櫃檸柵標棧棟欄樹棲樣檔橋槳樁夢檢稜橢樓檻橫櫻櫥歡歐殲殘毆毀畢斃氈氣氫匯漢汙湯洶溝沒漚瀝淪"
    "滄滬洩濘淚瀉潑澤潔灑窪淺漿澆濁測濟渾濃塗湧濤澇漣渦渙滌潤澗漲澀澱淵漬漸漁滲溫遊灣溼潰濺滾滯滿濾濫灤濱灘濰潛瀾"
    "瀕滅燈靈災燦爐點煉熾爍爛烴燭煙煩燒燴燙燼熱煥燻愛爺牽犧犢狀猶狽獰獨狹獅猙獄獵豬貓獻獺瑪環現琺瑣瓊瑤甕電畫暢疇"
    "療瘧瘍瘡瘋癰痙癢瘓痺癟癱癬皚皺盞鹽監蓋盜盤著睜瞞矚矯礬礦碼磚硯礫礎碩確礙鹼禮禱禍祿離禿稈種積稱穢稅穩窮竊竅窯"
    "竄窩窺豎競筍筆箋籠築篩籌簽簡籮簍籃籬類粵糞糧緊糾紅纖約級紀紉緯純紗綱納縱綸紛紙紋紡紐線練組紳細織終絆紹繹經綁"
    "絨結繞繪給絢絡絕絞統絹繡綏絛繼績緒續綽繩維綿繃綢綜綻綠綴緘緬纜緝緞緩締縷編緣縛縫纏纓縮繕繳網羅罰罷羨翹聳恥聶"
    "聾職聯聰肅腸膚骯腎腫脹脅膽勝膠脈髒臍腦膿腳脫臉臘膩騰輿艦艙艱豔藝節蕪蘆葦蒼蘇蘋範莖繭荊薦莢蕩榮葷熒蔭藥萊蓮獲"
    "瑩蘿螢營蕭薩蔥蔣藍薊薔藹蘊虜慮虛蟲蝨雖蝦蝕蟻螞蠶蠱蠻蟄蛻蝸蠟蠅蟬蠍釁銜補襯襖襪襲裝褲見觀規覓視覽覺觸譽謄計訂"
    "訃認譏討讓訖訓議訊記講諱訝許訛論訟諷設訪訣證評詛識詐訴診謅詞譯試詩誠誅話誕詭詢詣該詳詫誡誣語誤誘誨說誦請諸諾"
    "讀誹課誰調諒諄談誼謀諜謊諧謂讒諺謎謝謠謗謙謹謾謬譚讕譜譴貝貞負貢財責賢敗帳貨質販貪貧貶購貯貫貳賤貼貴貸貿費賀"
    "賊賈賄賃賂贓資賒賦賭贖賞賜賠賴贅賺賽贊贈贍贏贛趙趕趨躍踐踴躊蹤躥軀車軋軌軒轉輪軟轟軸輕載轎較輔輛輩輝輥輻輯輸"
    "轅轄輾轍辭闢辯辮邊遼達遷過邁運還這進遠違連遲跡適選遜遞邏遺遙鄧郵鄒鄰鬱鄭鄖鄲醞醬釀採釋裡鑑針釘釺釩釣鈣鈍鈔鐘"
    "鈉鋇鋼鑰欽鈞鎢鉤鈕錢鉗缽鑽鉀鈾鐵鉑鈴鉛鉚銅鋁鍘銑鉻銘鉸銥鏟銀鑄鋪鏈銷鎖鋤鍋鏽鋒鋅銳銻鍺錯錨錫鑼錘錐錦鍁錠鍵鋸"
    "錳鍬鍛鍍鎂鎮鑷鎳鎬鎊鏡鐐鐳鐮鑲長門閃閉問闖閏閒間悶閘鬧閨聞閩閥閣閡閱閹閻闡闌闊隊陽陰陣階際陸隴陳陝隕險隨隱隸"
    "難僱雛霧黴靜韋韌韓韻頁頂頃項順須頑顧頓頒頌預顱領頗頸頰頤頻頹穎顆題顏額顛顫顴風飄飛飢飯飲餞飾飽飼餌饒餃餅餓餒"
    "餡館饋饞餾饅馬馭馱馴馳驅駁驢駛駒駐駝駕驛罵驕駱駭騁驗駿騎騙騷騾驟魚魯鮑鮮鯉鯨鰓鱉鱗鳥雞鳴鷗鴉鴨鴦鴛鴕鴿鴻鵑鵝"
    "鵲鵬鶴鷹麥黃齊齒齡齲龍龔龜"
)
"""The common characters (level 1 of GB 2312) that differ, and what each mostly is, as Taiwan writes it."""

_ALSO_TRADITIONAL = (
    "箇爲衆齣彆製昇衞髮祇衹隻枱檯臺颱閤嚮曏賙迴複覆粧傢儘侷佈幹乾併噹噁纔釦摺牴覈燬譭彙註翫俬"
    "籤係繫緻葯錶証説賬蹟裏鑒麪麵曆託準誌沖"
)
_ALSO_SIMPLE = (
    "个为众出别制升卫发只只只台台台台合向向周回复复妆家尽局布干干并当恶才扣折抵核毁毁汇注玩私"
    "签系系致药表证说账迹里鉴面面历托准志冲"
)
"""What else is written for some of them: in the words below, or by other habits."""

_WORDS = (
    ("里", "里", "阿里、公里"),
    ("复", "覆", "答复、回复、反复"),
    ("复", "複", "复制、复称、复核、重复"),
    ("制", "製", "定制、复制、制品、制作、制造"),
    ("周", "周", "周岁"),
    ("尽", "儘", "尽快、尽早、尽量、尽管"),
    ("系", "係", "关系"),
    ("系", "繫", "联系"),
    ("并", "併", "合并、一并"),
    ("历", "曆", "日历、公历"),
    ("注", "註", "备注、注册、注明"),
    ("表", "錶", "手表、腕表"),
    ("托", "託", "委托"),
    ("干", "乾", "干净、干燥、干洗、干等"),
    ("汇", "彙", "汇总"),
    ("准", "准", "批准、核准、准许"),
    ("只", "隻", "单只 "),
    ("签", "籤", "标签"),
)
"""Words in which a character is not what it mostly is: the character, what it is there, the words."""

_QUOTES = str.maketrans("“”‘’", "「」『』")
_TO_SIMPLE = str.maketrans(_TRADITIONAL + _ALSO_TRADITIONAL, _SIMPLE + _ALSO_SIMPLE)
_ONLY_SIMPLE = frozenset(_SIMPLE + _ALSO_SIMPLE)
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL + _ALSO_TRADITIONAL)


def simplified(text: str) -> str:
    """Return *text* with one simplified character for each traditional one that the rules' words have.

    Every character keeps its place, so a position in the result is one in *text*.

    >>> simplified("拆封後不退，運費買家出")
    '拆封后不退，运费买家出'
    """
    return text.translate(_TO_SIMPLE)


def traditional(text: str) -> str:
    """Return *text*, which is ours and simplified, in traditional characters and with Taiwan's quotation marks.

    The words stay those of the mainland, as its platforms show them. Every character keeps its place.

    >>> traditional("“仅退款”：请尽快复制，联系阿里后台")
    '「僅退款」：請儘快複製，聯繫阿里後台'
    """
    words, pattern, table = _to_traditional()
    pieces = pattern.split(text)
    pieces[::2] = [one.translate(table) for one in pieces[::2]]
    pieces[1::2] = [words[one] for one in pieces[1::2]]
    return "".join(pieces)


def is_traditional(text: str) -> bool:
    """Return whether *text* is written in traditional characters rather than in simplified ones.

    >>> is_traditional("請退貨"), is_traditional("请退货"), is_traditional("Please refund")
    (True, False, False)
    """
    traditional = sum(one in _ONLY_TRADITIONAL for one in text)
    return traditional > sum(one in _ONLY_SIMPLE for one in text)


@cache
def _to_traditional() -> tuple[dict[str, str], re.Pattern[str], dict[int, int]]:
    """Return the words that are written in their own way, what finds them, and the table for the rest."""
    table = str.maketrans(_SIMPLE, _TRADITIONAL)
    words: dict[str, str] = {}
    for simple, here, found in _WORDS:
        for one in found.split("、"):
            known = words.get(one, one.translate(table))
            words[one] = known.replace(simple.translate(table), here)
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(f"({'|'.join(longest_first)})")
    return words, pattern, table | _QUOTES
