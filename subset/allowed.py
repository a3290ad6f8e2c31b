# SPDX-License-Identifier: GPL-2.0
"""The lists that docs/driver-subset.md stands for: what is on none of them is refused."""

DECLARATIONS = {"RecordDecl", "EnumDecl", "TypedefDecl", "FunctionDecl", "VarDecl", "EmptyDecl",
                "StaticAssertDecl"}
STATEMENTS = {"CompoundStmt", "DeclStmt", "IfStmt", "ForStmt", "SwitchStmt", "CaseStmt",
              "DefaultStmt", "BreakStmt", "ContinueStmt", "ReturnStmt", "NullStmt",
              "AttributedStmt"}
EXPRESSIONS = {"ParenExpr", "IntegerLiteral", "CharacterLiteral", "StringLiteral", "DeclRefExpr",
               "MemberExpr", "ArraySubscriptExpr", "UnaryOperator", "BinaryOperator",
               "CompoundAssignOperator", "ConditionalOperator", "CallExpr", "ImplicitCastExpr",
               "CStyleCastExpr", "InitListExpr", "ImplicitValueInitExpr", "CompoundLiteralExpr",
               "UnaryExprOrTypeTraitExpr", "ConstantExpr", "PredefinedExpr",
               "BinaryConditionalOperator", "OpaqueValueExpr"}
OPERATORS = {"!", "-", "~", "*", "&", "++", "--", "+", "=", "+=", "-=", "*=", "/=", "%=", "<<=",
             ">>=", "&=", "|=", "^=", "&&", "||", "<", ">", "<=", ">=", "==", "!=", "/", "%", "<<",
             ">>", "|", "^"}
CONVERSIONS = {"LValueToRValue", "IntegralCast", "IntegralToBoolean", "PointerToBoolean", "NoOp",
               "ArrayToPointerDecay", "FunctionToPointerDecay", "BuiltinFnToFnPtr",
               "NullToPointer", "ToVoid"}
ATTRIBUTES = {"inline", "__must_check", "__maybe_unused", "__always_unused", "__used",
              "noinline", "fallthrough"}
BRANCHES = {"ConditionalOperator", "BinaryConditionalOperator", "IfStmt", "SwitchStmt", "ForStmt",
            "ReturnStmt"}
LOOP_MAX = 65536
# Of loops in each other: until the CPU is given up, and in all.
ROUNDS_MAX = 1 << 20, 1 << 33
STACK_MAX = 4096


def too_many(rounds):
    return next((r for r, most in zip(rounds, ROUNDS_MAX) if r > most), None)


# What to write instead.
WRITE = {
    "cast": "casts are between integers",
    "debug-text": "sdrm_debug() prints integers and literals",
    "divide": "return an error before",
    "enum": "choose among its constants, by ?: or switch",
    "errno-sign": "an errno is returned as a negative number",
    "function-pointer": "addresses stand in constant tables, and carry no conditions there",
    "global": "make it const, or guard it in the data of a file or device",
    "index": "compare it with ARRAY_SIZE() before, or sdrm_at()",
    "loop": "count a local integer, which nothing else writes, to a limit that it can hold: "
            "a constant, or min(n, MAX)",
    "moved-lent": "declare it where its owner stays",
    "narrowed": "compare it before, or write the cast",
    "null": "test it before",
    "overflow": "widen an operand, as in (u64)a * b, compare the parts, or check_mul_overflow()",
    "owned-parameter": "SDRM_OWN() it, or hand it on, once and before any branch",
    "owner-copied": "an owner exists once: lend it by its name, give it away by its _move()",
    "owner-dropped": "an owner goes to SDRM_OWN(), or a return",
    "padding": "add a pad member: a hole goes out to user space",
    "passed": "what was not checked is handed on by return alone; check it, and _move() it",
    "pointer-arithmetic": "pass the struct that has the array, and write an index",
    "pointer-assigned": "set a pointer once, where it is declared",
    "pointer-kept": "a kept pointer is to constant data, in a const table",
    "result": "return 0, a constant errno, or the result of a call; data goes into the argument",
    "result-dropped": "use its result, which says whether it worked",
    "set-up": "an ioctl, or the frame callback, may do that",
    "stack": f"at most {STACK_MAX}; large arrays lie in the data of a file or device",
    "text": "text is a literal, which ends in a 0",
    "uninitialised": "write = {}, or = 0",
}
