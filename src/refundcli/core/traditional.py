"""Traditional characters and the simplified ones that mainland words are written with."""

_TRADITIONAL = (
    "萬與專業東丟兩嚴個箇臨為爲舉麼義習書買爭於產僅從倉們價眾衆優會傳體餘償兌關內冊寫決況準減"
    "湊幾憑齣則刪別彆製辦務動昇華協單賣衛衞廠參雙發髮變祇衹隻枱檯臺颱號閤後嚮曏員賙週響迴團圍"
    "國圖場壞塊處備復複覆夠頭誇妝粧寶實審傢對導將儘盡侷屆屬佈師幫幹並併廣庫應廢開異棄張歸噹當"
    "錄懷態總噁惡懲慣願戶纔釦執擴掃摺護報牴擔擬攔擇掛挾損換據攬攝攤數斷無舊時顯暫機殺權條來構"
    "櫃標樣覈檢歡毀燬譭氣匯彙溝沒註測滯滿滅點煩狀獨翫現電監碼確離俬種積稱競筆籠簽籤類係繫糾紅"
    "約級紛紡線組織終經綁結給絡絕統續維編網罰職聯脅勝緻藝節範葯藥營慮虛補錶裝見觀規視覺計訂認"
    "讓議訊記許論訟設証證評識詐訴譯試話該誤說説請諾誰調談謊謝譜負財責帳賬貨質貶購貼貴費賠贈車"
    "轉輪軟輕載較輸轄達過運還這進違遲跡蹟適選遞郵釋裏裡鑑鑒錢銀鋪銷錯長門閉問間隊際陳險隨麪麵"
    "頁項順須預領頻題顏額風饋驛罵驗騙鮮齊"
)
_SIMPLE = (
    "万与专业东丢两严个个临为为举么义习书买争于产仅从仓们价众众优会传体余偿兑关内册写决况准减"
    "凑几凭出则删别别制办务动升华协单卖卫卫厂参双发发变只只只台台台台号合后向向员周周响回团围"
    "国图场坏块处备复复复够头夸妆妆宝实审家对导将尽尽局届属布师帮干并并广库应废开异弃张归当当"
    "录怀态总恶恶惩惯愿户才扣执扩扫折护报抵担拟拦择挂挟损换据揽摄摊数断无旧时显暂机杀权条来构"
    "柜标样核检欢毁毁毁气汇汇沟没注测滞满灭点烦状独玩现电监码确离私种积称竞笔笼签签类系系纠红"
    "约级纷纺线组织终经绑结给络绝统续维编网罚职联胁胜致艺节范药药营虑虚补表装见观规视觉计订认"
    "让议讯记许论讼设证证评识诈诉译试话该误说说请诺谁调谈谎谢谱负财责账账货质贬购贴贵费赔赠车"
    "转轮软轻载较输辖达过运还这进违迟迹迹适选递邮释里里鉴鉴钱银铺销错长门闭问间队际陈险随面面"
    "页项顺须预领频题颜额风馈驿骂验骗鲜齐"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLE)


def simplified(text: str) -> str:
    """Return *text* with one simplified character for each traditional one that the rules' words have.

    Every character keeps its place, so a position in the result is one in *text*.

    >>> simplified("拆封後不退，運費買家出")
    '拆封后不退，运费买家出'
    """
    return text.translate(_TABLE)


def is_traditional(text: str) -> bool:
    """Return whether *text* is written in traditional characters rather than in simplified ones.

    >>> is_traditional("請退貨"), is_traditional("请退货"), is_traditional("Please refund")
    (True, False, False)
    """
    traditional = sum(one in _TRADITIONAL for one in text)
    return traditional > sum(one in _SIMPLE for one in text)
