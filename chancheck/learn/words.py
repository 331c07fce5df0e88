"""The words of `chancheck learn` itself, in both languages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "lesson": ("Lesson {number} of {count}: {title}", "Lição {number} de {count}: {title}"),
    "predict": ("1. Predict. What can happen?", "1. Preveja. O que pode acontecer?"),
    "proved": ("every run ends well", "toda execução termina bem"),
    "deadlock": ("a deadlock: all goroutines wait", "um deadlock: todas as goroutines esperam"),
    "leak": ("a leak: a goroutine is blocked forever", "um vazamento: uma goroutine fica bloqueada para sempre"),
    "panic": ("a panic", "um pânico"),
    "race": ("a data race", "uma corrida de dados"),
    "stuck": ("main runs, but can never end", "main executa, mas nunca consegue terminar"),
    "property": (
        "nothing of these, but what should happen need not happen",
        "nada disso, mas o que deveria acontecer pode não acontecer",
    ),
    "right": ("Right.", "Certo."),
    "see": ("Let us see.", "Vamos ver."),
    "break": (
        "2. Break it. You are the scheduler: make it happen ({kind}).",
        "2. Quebre. Você é o escalonador: faça acontecer ({kind}).",
    ),
    "no break": (
        "2. Break it: here the order alone shows nothing ({kind}), so go on to the check.",
        "2. Quebre: aqui a ordem sozinha não mostra nada ({kind}), então passe à verificação.",
    ),
    "moves": (
        "A number is a move; b: back, h: hint, s: skip, q: quit.",
        "Um número é um movimento; b: voltar, h: dica, s: pular, q: sair.",
    ),
    "line": ("line {line}", "linha {line}"),
    "with": ("with", "com"),
    "ahead": ("from here: {kind} in {steps} steps", "daqui: {kind} em {steps} passos"),
    "at once": ("{kind} at once", "{kind} já neste passo"),
    "well": ("from here all is well", "daqui tudo termina bem"),
    "open": ("not known", "não se sabe"),
    "broken": (
        "Done in {steps} moves; the shortest run has {least}.",
        "Feito em {steps} movimentos; a execução mais curta tem {least}.",
    ),
    "lost": (
        "All finished: the program wins this time. Start again.",
        "Todas terminaram: desta vez o programa ganhou. Comece de novo.",
    ),
    "other": (
        "The run has ended otherwise ({kind}). Start again.",
        "A execução terminou de outro jeito ({kind}). Comece de novo.",
    ),
    "check": ("3. Check. What chancheck says:", "3. Verifique. O que o chancheck diz:"),
    "repair": (
        "4. Repair. Edit {file} until it is proved.",
        "4. Conserte. Edite {file} até que seja provado.",
    ),
    "enter": (
        "Enter: verify; h: hint, s: solution, n: next lesson, q: quit.",
        "Enter: verificar; h: dica, s: solução, n: próxima lição, q: sair.",
    ),
    "unchanged": ("The file has not changed yet.", "O arquivo ainda não mudou."),
    "done": ("Proved: no run has a defect.", "Provado: nenhuma execução tem um defeito."),
    "not yet": ("Not yet:", "Ainda não:"),
    "no more hints": ("There are no more hints.", "Não há mais dicas."),
    "moral": ("Remember: {text}", "Lembre-se: {text}"),
    "finished": ("All lessons are done.", "Todas as lições estão feitas."),
    "not understood": ("Not understood: {text}", "Não entendi: {text}"),
    "end": ("the run is over", "a execução acabou"),
    "endless": ("no defect, but it may never end", "sem defeito, mas pode nunca terminar"),
    "failure": ("the test fails", "o teste falha"),
    "unknown": ("not known", "não se sabe"),
    "inconclusive": ("inconclusive: a limit was reached", "inconclusivo: um limite foi atingido"),
}


class Words:
    def __init__(self, language: str) -> None:
        self.language = language
        self.column = 1 if language == "pt-BR" else 0

    def __call__(self, name: str, **values: object) -> str:
        return WORDS[name][self.column].format(**values)
