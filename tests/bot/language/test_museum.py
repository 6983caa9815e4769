"""A museum, whose book says by when, how often and by how many: what asks for that is answered, and what no book knows is not."""

from __future__ import annotations

import pytest

from bot.language.asking.answers import Answer
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: museum
title: {zh: 博物馆岗位授权规定, en: "Museum: duties and authority"}
source: {document: {zh: 博物馆手册, en: the museum's manual}}
unit: {zh: 博物馆, en: museum}
roles:
  guard: {title: {zh: 展厅看护员, en: gallery guard}, reports_to: {role: keeper, clause: "1.1"}}
  keeper: {title: {zh: 藏品部主管, en: keeper of collections}, reports_to: {role: head, clause: "1.1"}}
  head: {title: {zh: 馆长, en: museum director}}
clauses:
  "1.1": {role: head, zh: 展厅看护员向藏品部主管汇报，藏品部主管向馆长汇报。, en: "Gallery guards report to the keeper of collections, the keeper to the museum director."}
  "1.2": {role: guard, zh: 每两小时巡查展厅一次。, en: Walks round the galleries once every two hours.}
  "1.3": {role: guard, zh: 展品受损的，20 分钟内报告藏品部主管。, en: Reports damage to an exhibit to the keeper of collections within 20 minutes.}
  "1.4": {role: keeper, zh: 每周四 12 时前张贴下周的讲解排期。, en: "Puts up the tour timetable for the next week by 12:00 each Thursday."}
  "1.5": {role: keeper, zh: 外借展品前取得至少三家保险公司的书面估价。, en: Obtains written valuations from at least three insurers before an exhibit is lent.}
  "1.6": {role: head, zh: 进入库房须由馆长批准，并有两人以上在场。, en: Entry into the vault is approved by the museum director and takes at least two people.}
  "1.7": {role: head, zh: 志愿者上岗前须跟班学习 2 个月。, en: Volunteers follow a guide for 2 months before they serve.}
  "1.8": {role: head, zh: 不得安排未满 18 岁或初次上岗的志愿者单独带团。, en: Volunteers under 18 or new to the work must not be put in charge of a tour alone.}
  "1.9": {role: head, zh: 志愿者不得触摸展品。, en: Volunteers must not touch exhibits.}
  "1.10": {role: keeper, zh: 单次 800 元以内的布展用品可以自行购置；新增合作商由馆长批准。, en: "May buy display materials of up to 800 yuan; a new contractor is approved by the museum director."}
  "1.11": {role: head, zh: 800 元以上的布展用品由馆长批准。, en: Display materials above 800 yuan are approved by the museum director.}
  "1.12": {role: guard, zh: 拾到的物品当日交藏品部主管处理。, en: Hands in lost property to the keeper of collections on the same day.}
  "1.13": {role: keeper, zh: 修补 1500 元以内的展柜可以自行决定。, en: May decide on repairs to showcases of up to 1500 yuan.}
grants:
  - {clause: "1.6", role: head, action: enter-vault}
  - {clause: "1.10", role: keeper, action: buy-materials, limit: {max: 800, unit: CNY, per: act}}
  - {clause: "1.10", role: head, action: add-contractor}
  - {clause: "1.11", role: head, action: buy-materials}
  - {clause: "1.13", role: keeper, action: mend-showcase, limit: {max: 1500, unit: CNY, per: act}}
prohibitions:
  - {clause: "1.8", action: lead-tour-alone, when: [novice]}
  - {clause: "1.9", action: touch-exhibit}
"""
VOCABULARY = """
lists:
  materials: {zh: [布展用品, 展板, 射灯, 标签纸], en: [display material, panel, spotlight, label]}
  getting: {zh: [购置, 采买, 添, 买], en: [buy, purchase, order]}
concepts:
  walk-round: {zh: [巡查, 巡场, 走一圈], en: [walk round, rounds, patrol]}
  gallery: {zh: [展厅], en: [gallery, galleries]}
  damage: {zh: [受损, 损坏, 碰坏], en: [damage, damaged, broken exhibit]}
  put-up: {zh: [张贴, 贴出, 公布], en: [put up, publish]}
  timetable: {zh: [讲解排期, 排期表], en: [tour timetable, timetable]}
  valuation: {zh: [估价, 书面估价], en: [valuation]}
  lost-property: {zh: [拾到的物品, 失物], en: [lost property]}
actions:
  enter-vault: {title: {zh: 进入库房, en: entry into the vault}, zh: [进*库房, 开库房], en: [enter ** vault, open ** vault]}
  buy-materials:
    title: {zh: 购置布展用品, en: purchase of display materials}
    unit: CNY
    zh: ["<getting>**<materials>", "<materials>*购置"]
    en: ["<getting>**<materials>"]
  add-contractor: {title: {zh: 新增合作商, en: new contractor}, zh: [新增*合作商, 引进*合作商, 加*合作商], en: [new contractor, add * contractor]}
  mend-showcase: {title: {zh: 修补展柜, en: repairs to showcases}, unit: CNY, zh: [修补展柜, 修*展柜], en: [repair ** showcase]}
  lead-tour-alone: {title: {zh: 单独带团, en: leading a tour alone}, zh: [单独带团, 带团], en: [lead ** tour, take ** tour]}
  touch-exhibit: {title: {zh: 触摸展品, en: touching exhibits}, zh: [触摸展品, 摸*展品], en: [touch ** exhibit]}
facts:
  novice:
    title: {zh: 未满 18 岁或初次上岗, en: under 18 or new to the work}
    question: {zh: 未满 18 岁或是初次上岗吗？, en: Is the volunteer under 18 or new to the work?}
    true: {zh: [未满18岁, 初次上岗, 第一次上岗, 未成年], en: [under 18, new to the work]}
"""


@pytest.fixture(scope="module")
def museum(make_company):
    return make_company("museum", BOOK, VOCABULARY)


@pytest.fixture
def told(museum):
    """The answer to a question of somebody's in the museum."""

    def told_(who: str, text: str) -> Answer:
        return museum.ask(text, speaker_of(museum.library, Staff(), who))

    return told_
