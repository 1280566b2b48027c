"""Turn any failure of a command into one Chinese line and an exit code."""

from __future__ import annotations

import logging

from pydantic import ValidationError
from typer import Abort, TyperException

from index.errors import TiaowenError

#: Exit codes of the contract: unusable input, an unexpected failure.
UNUSABLE, UNEXPECTED = 2, 1

#: What each of typer's usage errors means; ``{}`` is the option or argument.
_USAGE = {
    "MissingParameter": "缺少参数 {}",
    "NoSuchOption": "没有选项 {}",
    "BadOptionUsage": "选项 {} 缺少值，或者不带值",
    "BadArgumentUsage": "参数的个数不对",
    "BadParameter": "{} 的值不能用",
}

_log = logging.getLogger(__name__)


def failure(error: Exception) -> tuple[str, int]:
    """Return the line for a failure, empty where all is said, and the exit code."""
    match error:
        case TiaowenError():
            return _one_line(str(error)), UNUSABLE
        case TyperException():
            return _usage(error), UNUSABLE
        case ValidationError():
            names = "、".join(f"TIAOWEN_{e['loc'][0]}".upper() for e in error.errors() if e["loc"])
            return f"设置有误：请检查 {names or '环境变量'} 的值。", UNUSABLE
        case Abort():
            return "已中断。", UNEXPECTED
        case OSError():
            return f"读写失败：{_one_line(error.strerror or '磁盘或权限问题')}。", UNUSABLE
    _log.debug("unexpected failure", exc_info=error)
    name = type(error).__name__
    return f"出现意外错误（{name}），请设 TIAOWEN_LOG=DEBUG 重试并查看日志。", UNEXPECTED


def _usage(error: TyperException) -> str:
    """Word a usage error; typer keeps its classes to itself, so they are told by their names."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":  # the help itself has been shown
        return ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "tiaowen"
    meaning = _USAGE.get(kind, "没有这个命令，或者参数太多")
    return f"{meaning.format(_parameter(error))}，用法见 {command} --help。"


def _parameter(error: TyperException) -> str:
    option: str = getattr(error, "option_name", "")
    if option:
        return option
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    names: list[str] = parameter.opts
    return max(names, key=len) if parameter.param_type_name == "option" else names[0].upper()


def _one_line(text: str) -> str:
    return " ".join(text.split())
