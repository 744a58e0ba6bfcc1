"""What no letter may say: each thing with the words that give it away, in Chinese and in English."""

import re
from collections.abc import Collection, Mapping
from functools import cache

from refundcli.core.text import Said, say

_PLACEHOLDER = (
    r"\{\w*\}|X{3,}|TODO|TBD|…|\.{3}|_{3,}|（请?填写"
    r"|[【\[<](订单号|訂單|金额|金額|姓名|日期|地址|电话|電話|order|name|amount|date)[^】\]>\n]{0,12}[】\]>]"
)

FORBIDDEN: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "placeholder": _PLACEHOLDER,
        "exposure": (
            r"曝光|爆料|差评|差評|负评|負評|公之于众|公之於眾|公诸于世|公諸於世|媒体|媒體|发到网上|發到網上|[发發]上[网網]|挂到?网|掛到?網"
            r"|挂到?(微博|抖音|小红书|网上)|人肉|让(你|您|贵店)(店铺)?(开不下去|关门|倒闭)"
        ),
        "deemed-consent": (
            r"(?<!不)(视为|視為|当作|當作|等于|等於|就是|即为|即是)[^。；！？\n]{0,8}"
            r"(同意|认可|認可|接受|承认|承認)|默(认|認|示|许|許)同意"
        ),
        "legal-hours": (
            r"(依法|法定|法律(规定|規定|要求))[^。；！？\n]{0,24}(24|二十四) ?(个|個)?小(时|時)"
            r"|(24|二十四) ?(个|個)?小(时|時)[^。；！？\n]{0,12}(依法|法定|法律)"
            r"|(依法|法定)(必须|必須|应当|應當|应|應)[^。；！？\n]{0,40}前(予以)?(答复|答覆|回复|回覆)"
        ),
        "rescinded": (
            r"已(经|經)?(撤销|撤銷)[^。；！？\n]{0,6}合(同|约|約)"
            r"|合(同|约|約)[^。；！？\n]{0,4}已(经|經)?被?(撤销|撤銷)"
            r"|(单方|單方|现|現|特此)(面)?(撤销|撤銷)[^。；！？\n]{0,6}合(同|约|約)"
        ),
        "filed": (
            r"已(经|經)?(向[^。；，\n]{0,16})?(提交|提出|进行|進行)?了?"
            r"(投诉|投訴|举报|舉報|检举|檢舉|申诉|申訴|起诉|起訴)"
        ),
    },
    "en": {
        "placeholder": _PLACEHOLDER,
        "exposure": (
            r"\bexpos(e|ure)\b|\bgo public\b|\bpublici[sz]e|\b(bad|negative) reviews?\b"
            r"|\bsocial media\b|\bthe (press|media)\b|\bshut you down\b"
        ),
        "deemed-consent": (
            r"\b(deem|treat|tak|consider|regard|constru)\w* (to be |to have |as )?"
            r"(your |an )?(consent|agree|accept)"
            r"|\bsilence (is|means|counts as) (consent|accept)"
        ),
        "legal-hours": (
            r"\b(by law|law requires|legally|statutory)\b[^.\n]{0,60}(24|twenty-four)[- ]hours?"
            r"|(24|twenty-four)[- ]hours?[^.\n]{0,40}\b(by law|law requires|legally|statutory)"
            r"|\b(by law|legally) (must|have to|required to)\b[^.\n]{0,20}\b(reply|answer)\b"
        ),
        "rescinded": (
            r"\b(have|has been|is|am) (hereby )?(revoked|avoided|annulled|voided)\b"
            r"|\bcontract is (void|annulled)|\bI hereby (revoke|annul|avoid|void)\b"
        ),
        "filed": (
            r"\bI have (already )?(filed|lodged|made|reported|complained|sued)\b"
            r"|\balready (filed|lodged|complained|reported|sued)\b"
        ),
    },
}
"""By language, what may not be said and the pattern that finds it."""

_SHOWN = 30


def check_text(text: str, language: str, allowed: Collection[str] = ()) -> tuple[Said, ...]:
    """Return what *text* says that no letter may say, each with the words found.

    Placeholders, threats of exposure, silence taken as consent, 24 hours passed off as law, a
    contract said to be revoked (民法典 147, 148: a court does that), a complaint said to be filed.
    *allowed* are those that are so in the case: `filed` where it is logged.

    >>> [one.key for one in check_text("逾期视为同意。", "zh-Hans")]
    ['letter-says-deemed-consent']
    """
    return tuple(
        say(f"letter-says-{name}", found=hit[0][:_SHOWN])
        for name, pattern in patterns_of(language).items()
        if name not in allowed and (hit := pattern.search(text))
    )


@cache
def patterns_of(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of a language; those of Chinese know both scripts."""
    found = FORBIDDEN["en" if language == "en" else "zh"]
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in found.items()}
