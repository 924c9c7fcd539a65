"""Objects as programs print them: one refusal, in the words of each language, is one answer."""

import time

import pytest

import errnorm
from errnorm.engine.dumps import read_dumps

PAGE = "https://www.twilio.com/docs/errors/21610"
WORDS = "Attempt to send to unsubscribed recipient"

DUMPS = {
    "ruby": f'{{"code"=>21610, "message"=>"{WORDS}", "more_info"=>"{PAGE}", "status"=>400, "x"=>nil}}',
    "ruby_spaced": f'{{"code" => 21610, "message" => "{WORDS}", "more_info" => "{PAGE}", "status" => 400}}',
    "ruby_symbols": f'{{:code=>21610, :message=>"{WORDS}", :more_info=>"{PAGE}", :status=>400}}',
    "elixir": f'%{{"code" => 21610, "message" => "{WORDS}", "more_info" => "{PAGE}", "status" => 400}}',
    "var_export": f"array (\n  'code' => 21610,\n  'message' => '{WORDS}',\n  'more_info' => '{PAGE}',\n)",
    "php_short": f"['code' => 21610, 'message' => '{WORDS}', 'more_info' => '{PAGE}', 'status' => 400]",
    "print_r": f"Array\n(\n    [code] => 21610\n    [message] => {WORDS}\n    [more_info] => {PAGE}\n)\n",
    "print_r_one_line": f"Array ( [code] => 21610 [message] => {WORDS} [more_info] => {PAGE} [status] => 400 )",
    "print_r_object": f"stdClass Object\n(\n    [code] => 21610\n    [message:protected] => {WORDS}\n    [more_info] => {PAGE}\n)",
    "var_dump": f'array(3) {{\n  ["code"]=>\n  int(21610)\n  ["message"]=>\n  string(41) "{WORDS}"\n  ["more_info"]=>\n  string(40) "{PAGE}"\n}}',
    "var_dump_object": f'object(stdClass)#3 (2) {{\n  ["code"]=>\n  string(5) "21610"\n  ["more_info"]=>\n  string(40) "{PAGE}"\n}}',
    "go_map": f"map[code:21610 message:{WORDS} more_info:{PAGE} status:400]",
    "go_struct": f"&{{Code:21610 Message:{WORDS} MoreInfo:{PAGE} Status:400}}",
    "java_map": f"{{code=21610, message={WORDS}, more_info={PAGE}, status=400}}",
    "java_object": f"RestException{{code=21610, message='{WORDS}', moreInfo='{PAGE}', status=400}}",
    "python_arguments": f"Refusal(400, '/Messages', code=21610, message='{WORDS}', more_info='{PAGE}')",
    "rust": f'RestError {{ code: 21610, message: "{WORDS}", more_info: "{PAGE}", status: 400 }}',
    "node_date": f"{{ code: 21610, at: 2024-01-15T10:30:00.000Z, message: '{WORDS}', more_info: '{PAGE}' }}",
    "node_class": f"{{ error: RestException {{ code: 21610, message: '{WORDS}', more_info: '{PAGE}' }} }}",
    "logfmt": f'level=error code=21610 message="{WORDS}" more_info={PAGE} status=400',
}


@pytest.mark.parametrize("text", DUMPS.values(), ids=DUMPS)
@pytest.mark.parametrize("around", ["{}", "2026-11-22 10:00:00 ERROR send failed: {}", "{}\nnext line"])
def test_a_dump_tells_what_the_body_tells(text, around):
    answer = errnorm.normalize(around.replace("{}", text, 1))

    assert (str(answer.code), answer.vendor, answer.vendor_code) == ("recipient_opted_out", "twilio", "21610")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Array ( [a] => Array ( [0] => x [1] => y ) [b] => (z) )", {"a": ["x", "y"], "b": "(z)"}),
        ("Array\n(\n    [a] => \n    [b] => 1\n)\n", {"a": "", "b": "1"}),
        ('array(1) {\n  ["a"]=>\n  array(1) {\n    [0]=>\n    bool(true)\n  }\n}', {"a": [True]}),
        ("map[a:[x y] b:map[c:1] d:two words e:<nil>]", {"a": ["x y"], "b": {"c": "1"}, "d": "two words", "e": None}),
        (
            "{Name:x Inner:{Deep:1} Url:https://example.com/a:b}",
            {"name": "x", "inner": {"deep": "1"}, "url": "https://example.com/a:b"},
        ),
        ("A{a=1, b=B{c=x, y, d=null}, e='it''s'}", {"a": "1", "b": {"c": "x, y", "d": None}, "e": "it''s"}),
        ("no object here", None),
    ],
)
def test_what_a_dump_holds(text, expected):
    found = read_dumps(text)

    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    "part",
    [
        "map[",
        "map[a:",
        "{a:b ",
        "{a=",
        "(a=b,",
        "a(b,",
        "Array\n(\n[a] => ",
        "\n)",
        '["a"]=>\n',
        "a=",
        'a="',
        "a=b&",
        " a:",
        "<?xml",
        "=>",
    ],
)
def test_a_long_text_of_one_mark_takes_no_time(part):
    text = "Array ( map[a:1 {a=1, " + part * (200_000 // len(part))
    begun = time.process_time()

    errnorm.normalize(text)

    assert time.process_time() - begun < 2
