"""The lines of tables: groups cut off their rows, columns kept, spaced columns read."""

from index.lines import read_lines


def lines(*texts):
    source = "\n".join(texts)
    found = read_lines(source)
    assert all(source[line.start : line.end].split()[0] in line.text for line in found)
    return [(line.column, line.text) for line in found]


def test_a_group_before_the_numbers_is_a_line_of_its_own():
    assert lines("类别\t序号\t任务", "产业\t1\t建设", "\t2\t培训", "民生\t3\t检查") == [
        (0, "类别\t序号\t任务"),
        (0, "产业"),
        (1, "1\t建设"),
        (1, "2\t培训"),
        (0, "民生"),
        (1, "3\t检查"),
    ]


def test_amounts_in_a_column_are_no_numbers_of_rows():
    rows = ["名称\t金额", "设备\t50", "厂房\t120", "软件\t8"]
    assert lines(*rows) == [(0, row) for row in rows]


def test_spaces_set_columns_apart_below_a_header_that_numbers():
    assert lines("序号  任务  牵头单位", "1  建设  市科技局", "以上任务 抓紧落实。") == [
        (0, "序号\t任务\t牵头单位"),
        (0, "1\t建设\t市科技局"),
        (None, "以上任务 抓紧落实。"),
    ]


def test_an_indented_line_is_no_row():
    assert lines("\t责任单位：市科技局") == [(None, "责任单位：市科技局")]
