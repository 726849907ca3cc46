"""The preset dictionary of `packing`: part of the stored form, so never edited (see there)."""

from __future__ import annotations

from typing import Final

PHRASES: Final = (
    "January February March April May June July August September October November December Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday America American China Chinese Russia Russian "
    "Ukraine Ukrainian Europe European Israel Israeli Gaza Palestinian Iran India Indian Britain British "
    "France French Germany German Japan Japanese Africa African Washington London Paris Berlin Moscow "
    "Beijing New York Brussels university research scientists technology artificial intelligence climate "
    "energy emissions temperature hospital health patients disease vaccine medical school students "
    "education teachers children families women community housing water food weather storm flood fire "
    "earthquake emergency rescue police officers arrested charged investigation court judge lawyer trial "
    "sentence prison justice Supreme Court attack killed injured victims weapons military forces army "
    "soldiers troops missile drone strike ceasefire border refugees humanitarian United Nations Security "
    "Council agreement treaty sanctions negotiations talks election campaign candidate voters votes "
    "party opposition parliament lawmakers legislation Senate Congress Republican Democratic president "
    "Prime Minister minister secretary governor mayor spokesperson government officials administration "
    "authorities statement reporters interview conference according company companies business industry "
    "market markets prices trade tariffs economy economic growth inflation interest rates central bank "
    "investors shares billion million percent per cent dollars budget spending tax workers jobs wages "
    "union season match game team players coach championship final win victory scored international "
    "national local public political social financial environmental foreign domestic federal important "
    "significant possible different several including following previous current former recent expected "
    "announced reported confirmed warned called added told asked said that it would be the first time "
    "there were more than because of although however meanwhile between against through during before "
    "after about around under without within while since until where which would could should might have "
    "been had they their them these those other some many most also only even still already again "
    "another being does people country countries world years months weeks days week month year last next "
    "time early late part number group plan report decision question answer result problem support "
    "change work help make take come going down over into from with this what when who will can not but "
    "one two three four five all new his her its our your said on Monday that he said in a statement. "
    "she said. according to the as well as at least one of the at the for the on the and the to the in "
    "the of the was the is a that the . The . In . It . He . But . A . She . They . “ ” said. “We have "
    "“I think ’s ’t – — , and , but , which , who , including "
    '{"guid":"https://","url":"https://www.","title":"","content":"<p>","summary":"",'
    '"content_form":"text","authors":[""],"published_at":,"updated_at":,"language":"en","enclosures":[{"url":"https://","media_type":"'
    '["c","","python"],["t",[["","",""]],true],["q",[""]],["r"],["i","Photograph","https://www.'
    '[[0,1,"code"],[0,1,"strong"],[0,1,"emphasis"],[0,1,"link","https://www.'
    '["l",[["",0,"1."],["",0,"•"],["",1,"•"]]],'
    '[[{"name":"","mentions":[[0,1,0,1],[-1,0,0,1],[1,1,0,9],[2,2,0,9]],"aliases":[""],"role":"president",'
    '"salience":0.1,"reasons":["surname of ","named earlier"]},{"name":"",'
    '"mentions":[[0,2,0,1]],"kind":"city",'
    '"country":"US","lat":3,"lon":-7,"place_id":"geonames:","salience":0.0},"kind":"country","place_id":"'
    '{"sections":[[null,2,[["p","The '
    '"]]],["",2,[["p","The "],["p","'
)
