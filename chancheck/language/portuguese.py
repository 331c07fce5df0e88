"""Brazilian Portuguese: what reports say, by their English templates.

Names of operations, kinds of findings and what Go prints itself stay English, as in Go's own messages.
"""

from __future__ import annotations

SAID: dict[str, str] = {
    # --- headlines and the closing line
    "proved": "provado",
    "proved entries": "provados",
    "violated": "violado",
    "violated entries": "violados",
    "inconclusive": "inconclusivo",
    "inconclusive entries": "inconclusivos",
    "error": "erro",
    "error entries": "erros",
    ": nothing found so far, but {limit}": ": nada encontrado até agora, mas {limit}",
    " (the search is not complete: {limit})": " (a busca não está completa: {limit})",
    ", as expected": ", como esperado",
    "; expected: {kinds}": "; esperado: {kinds}",
    "nothing to check": "nada a verificar",
    "{n} checked: ": "verificações: {n}, sendo ",
    "; {n} not as expected": "; {n} diferente do esperado",
    "; all as expected": "; tudo como esperado",
    " with exact timers": " com timers exatos",
    " with exact timers ({details})": " com timers exatos ({details})",
    "slow machines were looked at in part: {limit}": "máquinas lentas foram examinadas em parte: {limit}",
    "only if slow: {why}": "só numa máquina lenta: {why}",
    "warning ({why}):": "aviso ({why}):",
    "warning": "aviso",
    "Warning": "Aviso",
    "note:": "nota:",
    "why:": "por quê:",
    "repair: {hint}": "correção: {hint}",
    "**Repair:** {hint}": "**Correção:** {hint}",
    "| | file | entry | answer |": "| | arquivo | entrada | resposta |",
    "{kind} ({code}) at {place}": "{kind} ({code}) em {place}",
    # --- amounts
    "1 state": "1 estado",
    "{n} states": "{n} estados",
    "1 transition": "1 transição",
    "{n} transitions": "{n} transições",
    "1 thread": "1 thread",
    "{n} threads": "{n} threads",
    "1 warning": "1 aviso",
    "{n} warnings": "{n} avisos",
    "1 step": "1 passo",
    "{n} steps": "{n} passos",
    "1 context switch": "1 troca de contexto",
    "{n} context switches": "{n} trocas de contexto",
    "1 preemption": "1 preempção",
    "{n} preemptions": "{n} preempções",
    "1 goroutine": "1 goroutine",
    "{n} goroutines": "{n} goroutines",
    "{n} pairs of access and state": "{n} pares de acesso e estado",
    "depth {depth}": "profundidade {depth}",
    "plan: {passes}": "plano: {passes}",
    # --- runs
    "shortest run": "execução mais curta",
    "run": "execução",
    "wait-for graph:": "grafo de espera:",
    "step": "nº",
    "the step above": "o passo acima",
    "the {n} steps above": "os {n} passos acima",
    "x{times}: {what}, up to step {last} (-v shows all)": "x{times}: {what}, até o passo {last} (-v mostra todos)",
    "... {n} steps (-v shows them)": "... {n} passos (-v os mostra)",
    "* takes the step, + takes part in it": "* dá o passo, + participa dele",
    "with {partner}": "com {partner}",
    "prints {text}": "imprime {text}",
    # --- waits
    "goroutine {id}": "a goroutine {id}",
    "goroutine {id} itself": "a própria goroutine {id}",
    "goroutines {ids}": "as goroutines {ids}",
    "another goroutine": "outra goroutine",
    "{first} and {last}": "{first} e {last}",
    "{who} waits": "{who} espera",
    "{who} wait": "{who} esperam",
    " on {what}": " em {what}",
    " (made at {place})": " (criado em {place})",
    "{who} on {what}, which is nil: a context without cancel function is never done": (
        "{who} em {what}, que é nil: um contexto sem função de cancelamento nunca termina"
    ),
    "{who} on the nil channel{what}: no goroutine can ever wake it": (
        "{who} no canal nil{what}: nenhuma goroutine pode acordá-la"
    ),
    "its buffer is full ({amount} of {of})": "o buffer está cheio ({amount} de {of})",
    "its counter is {amount}": "o contador está em {amount}",
    "its limit of {goroutines} is reached": "o limite de {goroutines} foi atingido",
    "1 function of it has not returned": "1 função do grupo não retornou",
    "{n} functions of it have not returned": "{n} funções do grupo não retornaram",
    "it asks for more permits than there are": "ela pede mais permissões do que existem",
    "{amount} of {of} permits are taken": "{amount} de {of} permissões estão em uso",
    "{amount} of {of} permits are held by {who} ({places})": "{amount} de {of} permissões estão com {who} ({places})",
    "the timer fired and its value was received at {place} (step {step})": (
        "o timer disparou e seu valor foi recebido em {place} (passo {step})"
    ),
    "{verb} was called at {place} (step {step})": "{verb} foi chamado em {place} (passo {step})",
    ", then ": ", depois ",
    "the timer does not run": "o timer não está ativo",
    "Stop closes no channel": "Stop não fecha canal nenhum",
    "only Reset makes it fire again": "só Reset o faz disparar de novo",
    "nothing is left to receive, and Stop closes no channel": "não resta nada a receber, e Stop não fecha canal nenhum",
    "no goroutine called {calls} before": "nenhuma goroutine chamou {calls} antes",
    "the last {verb} ({place}, step {step}) came before this Wait (step {since})": (
        "o último {verb} ({place}, passo {step}) veio antes deste Wait (passo {since})"
    ),
    "the last {verb} ({place}, step {step}) woke {who}": "o último {verb} ({place}, passo {step}) acordou {who}",
    ", which waits again": ", que está esperando de novo",
    " or ": " ou ",
    "runs its function": "executa a função dele",
    "is in the call with the same key": "está na chamada com a mesma chave",
    "is in a call of it": "está numa chamada dele",
    "{who} hold it": "{who} o têm",
    ", which has ended,": ", que já terminou,",
    " since {place}": " desde {place}",
    "{who} waits for the lock since {place} ({operation}), and no reader can enter before it": (
        "{who} espera pela trava desde {place} ({operation}), e nenhum leitor pode entrar antes dela"
    ),
    "{who} holds it since {place} ({operation})": "{who} o tem desde {place} ({operation})",
    "{ended} and never called {call}": "{ended} e nunca chamou {call}",
    ", which sent on it,": ", que enviou nele,",
    ", which received from it,": ", que recebeu dele,",
    ", which closed it,": ", que o fechou,",
    "ended in {call}": "terminou em {call}",
    "returned": "retornou",
    "it": "esse objeto",
    "what it waits for": "aquilo que ela espera",
    "no goroutine is left that could {act}": "não resta nenhuma goroutine que possa executar {act}",
    "no goroutine is left that can reach {it}": "não resta nenhuma goroutine que alcance {it}",
    "only {who} can still reach {it}": "exceto {who}, nenhuma goroutine alcança mais {it}",
    "{text}, and it {does}": "{text}; ela {does}",
    "{text}, and they are blocked themselves": "{text}; elas também estão bloqueadas",
    "{text}; the deferred {call} comes when {function} returns": (
        "{text}; o {call} adiado só vem quando {function} retornar"
    ),
    "never ends its loop": "nunca sai do seu laço",
    "waits itself ({at})": "também espera ({at})",
    "goroutine {ids}: deadlock cycle": "goroutine {ids}: ciclo de deadlock",
    "goroutines that package initialisation starts ({places}) do not end; they are no leaks of a test": (
        "goroutines iniciadas na inicialização do pacote ({places}) não terminam; não são vazamentos de um teste"
    ),
    "the same defect shows at {places}": "o mesmo defeito aparece em {places}",
    # --- loops
    "at {place}": "em {place}",
    "main never ends: it runs round and round: {steps}": "main nunca termina: repete sem parar: {steps}",
    "{who} runs round and round: {steps}": "{who} repete sem parar: {steps}",
    "{text}; it waits in vain for {what}": "{text}; espera em vão por {what}",
    "{text}; no goroutine changes {what} any more": "{text}; nenhuma goroutine altera mais {what}",
    "{text}; nothing in the loop can end it": "{text}; nada no laço pode encerrá-lo",
    # --- what others would have to do
    "send": "um envio",
    "receive": "uma recepção",
    "close": "close",
    "cancel it": "o cancelamento",
    "cancel its context": "o cancelamento do seu contexto",
    "write to the connection": "uma escrita na conexão",
    "read from the connection": "uma leitura da conexão",
    "dial it": "uma conexão a ele",
    "serve it": "um servidor que o atenda",
    "flush it": "um flush",
    "write to the pipe": "uma escrita no pipe",
    "read from the pipe": "uma leitura do pipe",
    "close it": "o fechamento",
    "end its functions": "o término das suas funções",
    "end a function of it": "o término de uma função dele",
    "end that call": "o término dessa chamada",
    # --- repairs
    "close a channel only after all its senders are done, or let them select on a second one": (
        "feche um canal só depois que todos os que enviam terminarem, ou faça-os usar select com um segundo canal"
    ),
    "close the channel in one place, or by a sync.Once": "feche o canal num único lugar, ou com um sync.Once",
    "call Add before the goroutine starts, and Done once for each Add": (
        "chame Add antes que a goroutine comece, e Done uma vez para cada Add"
    ),
    "call Add before the goroutine starts, never while another one waits": (
        "chame Add antes que a goroutine comece, nunca enquanto outra espera"
    ),
    "unlock exactly once for each lock, best by defer behind it": (
        "chame Unlock exatamente uma vez para cada Lock, de preferência com defer logo depois"
    ),
    "guard every access to the map with one lock, or use a sync.Map": (
        "proteja todo acesso ao mapa com uma mesma trava, ou use um sync.Map"
    ),
    "guard both accesses with one lock, or order them by a channel": (
        "proteja os dois acessos com uma mesma trava, ou ordene-os por um canal"
    ),
    "give the loop a way out: return where nothing more can come (break leaves only the select)": (
        "dê uma saída ao laço: retorne onde nada mais pode chegar (break só sai do select)"
    ),
    "unlock on every path, best by defer behind the lock": (
        "chame Unlock em todo caminho, de preferência com defer logo depois do Lock"
    ),
    "take a read lock once only, and call what expects it to be held while a writer may come": (
        "tome a trava de leitura uma só vez, e chame variantes que a pressupõem enquanto um escritor pode chegar"
    ),
    "locks are not reentrant: unlock before the call, or call a variant that expects the lock to be held": (
        "travas não são reentrantes: libere antes da chamada, ou chame uma variante que pressupõe a trava"
    ),
    "take the locks in the same order everywhere": "tome as travas na mesma ordem em todo lugar",
    "do not wait for another goroutine while you hold a lock that it needs": (
        "não espere por outra goroutine com uma trava de que ela precisa"
    ),
    "Signal wakes any one waiter: call Broadcast, or use one Cond for each condition": (
        "Signal acorda uma goroutine qualquer: chame Broadcast, ou use um Cond para cada condição"
    ),
    "let the receivers go on until the channel is closed, or let them tell the sender that they stop": (
        "faça os receptores continuarem até que o canal seja fechado, ou avisarem a quem envia que vão parar"
    ),
    "raise the limit, or let no function of the group wait for a later one": (
        "aumente o limite, ou não deixe nenhuma função do grupo esperar por uma posterior"
    ),
    "ask for no more permits than the semaphore has": "não peça mais permissões do que o semáforo tem",
    "let the function of a Once not wait for a goroutine that calls Do": (
        "a função de um Once não deve esperar por uma goroutine que chama Do"
    ),
    "let a call of singleflight wait for no other call with its key": (
        "uma chamada de singleflight não deve esperar por outra com a mesma chave"
    ),
    "call the cancel function of the context, best by defer": (
        "chame a função de cancelamento do contexto, de preferência com defer"
    ),
    "close each end of the pipe when it is used no more, best by defer": (
        "feche cada ponta do pipe quando não for mais usada, de preferência com defer"
    ),
    "derive a context with a cancel function: one that is never cancelled ends no wait": (
        "derive um contexto com função de cancelamento: um que nunca é cancelado não encerra espera nenhuma"
    ),
    "make the channel before it is used": "crie o canal antes de usá-lo",
    "end the wait by a channel of its own: Stop closes nothing": (
        "encerre a espera por um canal próprio: Stop não fecha nada"
    ),
    "drain a timer by a select with default; since Go 1.23 Stop and Reset leave nothing to drain": (
        "esvazie um timer por um select com default; desde Go 1.23 Stop e Reset não deixam nada no canal"
    ),
    "release each permit by defer, and take all permits that a task needs at once": (
        "devolva cada permissão com defer, e tome de uma vez todas as permissões de que uma tarefa precisa"
    ),
    "call Done by defer, first thing in the goroutine": "chame Done com defer, como primeira coisa na goroutine",
    "wait in a loop that checks the condition under the lock, and change the condition under the lock": (
        "espere num laço que testa a condição com a trava, e altere a condição com a trava"
    ),
    "give the channel room for what may be left, or select on a done channel beside the send": (
        "dê ao canal espaço para o que pode sobrar, ou use select com um canal de término junto ao envio"
    ),
    "close the channel when its last sender is done, or select on a second channel beside it": (
        "feche o canal quando o último a enviar terminar, ou use select com um segundo canal"
    ),
}
"""Templates and texts that reports word themselves."""

WORDED: dict[str, str] = {
    # --- messages of findings
    "blocked forever in {operation} on {object}": "bloqueada para sempre em {operation} em {object}",
    "blocked forever in {what}": "bloqueada para sempre em {what}",
    "goroutine {id} runs for ever and can never end": "a goroutine {id} executa para sempre e nunca pode terminar",
    "goroutine {id} never ends its loop; {who} forever in {what}": (
        "a goroutine {id} nunca sai do seu laço; {who} para sempre em {what}"
    ),
    "goroutine {id} is blocked": "a goroutine {id} está bloqueada",
    "blocked": "outras estão bloqueadas",
    "data race": "corrida de dados",
    "the test fails: {text}": "o teste falha: {text}",
    "the test fails": "o teste falha",
    "main runs on but can no longer end": "main continua executando, mas não pode mais terminar",
    "goroutine could run, but never does: no processor takes it up": (
        "a goroutine poderia executar, mas nunca executa: nenhum processador a escolhe"
    ),
    "timer could go off, but never does: no processor is free for it": (
        "o timer poderia disparar, mas nunca dispara: nenhum processador está livre para ele"
    ),
    "{property} does not hold": "{property} não vale",
    # --- remarks
    "a shorter run may exist (--no-reduce por looks for it)": (
        "pode haver uma execução mais curta (--no-reduce por a procura)"
    ),
    "holds whenever timers fire, with exact ones too (--time {time})": (
        "vale qualquer que seja o momento dos timers, também com os exatos (--time {time})"
    ),
    "found with timers that fire at any moment; whether exact ones have it too is not known: that search was not "
    "finished (--time {time} continues it)": (
        "encontrado com timers que disparam a qualquer momento; não se sabe se vale com timers exatos: essa busca "
        "não terminou (--time {time} a continua)"
    ),
    "found where a clock may say anything; with exact timers no run has it": (
        "encontrado onde um relógio pode dizer qualquer coisa; com timers exatos nenhuma execução o mostra"
    ),
    "the proposition {property} is true in every state": "a proposição {property} é verdadeira em todos os estados",
    "the proposition {property} is false in every state": "a proposição {property} é falsa em todos os estados",
    "needs a slow machine: {why}": "precisa de uma máquina lenta: {why}",
    "only if slow: {why}": "só numa máquina lenta: {why}",
    "timers fire late, or in another order than their durations say": (
        "timers disparam tarde, ou numa ordem diferente da que suas durações indicam"
    ),
    "the sleep at line {line} ends before {other}": "o sleep da linha {line} termina antes que {other}",
    "the timer at line {line} fires before {other}": "o timer da linha {line} dispara antes que {other}",
    "the sleep at line {line} ends": "o sleep da linha {line} termine",
    "the timer at line {line} fires": "o timer da linha {line} dispare",
    "goroutine {id} continues at line {line}": "a goroutine {id} continue na linha {line}",
    "goroutine {id} continues": "a goroutine {id} continue",
    "steps {first} to {last} repeat for ever": "os passos {first} a {last} se repetem para sempre",
    "step {number} repeats for ever": "o passo {number} se repete para sempre",
    "found at {scale}: in another program than the one that stands there": (
        "encontrado com {scale}: em um programa diferente do original"
    ),
    "found at {scale}; the program as it stands may not have it": (
        "encontrado com {scale}; o programa original pode não ter o defeito"
    ),
    "scale {small} ({some} and {last} became {number})": "escala {small} ({some} e {last} passaram a {number})",
    "scale {small} ({numbers} became {number})": "escala {small} ({numbers} passou a {number})",
    "decided one subtest at a time: none changes what another one can reach; together the search did not end": (
        "decidido um subteste por vez: nenhum altera o que outro alcança; juntos, a busca não terminou"
    ),
    "check.Int gave {values} in this run": "check.Int deu {values} nesta execução",
    # --- limits
    "{limit}; raise it with {flag}": "{limit}; aumente com {flag}",
    "{limit}; proved at {scale}, which is no proof of the program as it stands": (
        "{limit}; provado com {scale}, o que não é prova do programa original"
    ),
    "proved at {scale}, which is no proof of the program as it stands": (
        "provado com {scale}, o que não é prova do programa original"
    ),
    "{limit}; a violation at {scale}, which the program as it stands may not have": (
        "{limit}; uma violação com {scale}, que o programa original pode não ter"
    ),
    "{limit}; inconclusive too at {scale}": "{limit}; inconclusivo também com {scale}",
    "{limit} ({things} keep growing: there may be no end of states)": (
        "{limit} ({things} continuam crescendo: talvez os estados não tenham fim)"
    ),
    "{limit} ({thing} keeps growing: there may be no end of states)": (
        "{limit} ({thing} continua crescendo: talvez os estados não tenham fim)"
    ),
    "{limit}, after {states} states and {runs} complete random runs that reached all {lines} lines with an operation": (
        "{limit}, após {states} estados e {runs} execuções aleatórias completas que alcançaram todas as {lines} linhas "
        "com uma operação"
    ),
    "{limit}, after {states} states and {runs} complete random runs that reached {some} of {lines} lines with an "
    "operation (not {missing})": (
        "{limit}, após {states} estados e {runs} execuções aleatórias completas que alcançaram {some} de {lines} "
        "linhas com uma operação (faltam {missing})"
    ),
    "{limit}, after {states} states and {runs} complete random runs": (
        "{limit}, após {states} estados e {runs} execuções aleatórias completas"
    ),
    "{limit}, after {states} states": "{limit}, após {states} estados",
    "a run comes to what is not supported": "uma execução chega ao que não é suportado",
    "the limit on states was reached": "o limite de estados foi atingido",
    "the limit on the length of runs was reached": "o limite do tamanho das execuções foi atingido",
    "the time budget was used up": "o tempo disponível se esgotou",
    "the search ended at a finding that does not count": "a busca terminou num achado que não conta",
    "the search ended soon after the first finding": "a busca terminou logo depois do primeiro achado",
    "workers of the cluster were lost again and again": "o cluster perdeu workers repetidas vezes",
    "the memory limit was reached": "o limite de memória foi atingido",
    "not all states fit within the memory limit": "nem todos os estados cabem no limite de memória",
    "the search was interrupted": "a busca foi interrompida",
    "a stretch of code without any synchronisation ran for too many steps": (
        "um trecho de código sem sincronização executou passos demais"
    ),
    "goroutines run on without waiting, so that time with exact timers does not pass": (
        "goroutines continuam sem esperar, de modo que o tempo com timers exatos não passa"
    ),
    "a run depends on a value that no model knows": "uma execução depende de um valor que nenhum modelo conhece",
    "the program computes with addresses as numbers, of which only some were tried": (
        "o programa calcula com endereços como números, dos quais só alguns foram experimentados"
    ),
    "a random search visits some runs only; --search bfs visits all": (
        "uma busca aleatória visita só algumas execuções; --search bfs visita todas"
    ),
    # --- steps of runs
    "runs": "executa",
    "returns": "retorna",
    "panics": "entra em pânico",
    "select takes default": "o select toma default",
    "time passes": "o tempo passa",
    "memory access": "acesso à memória",
    "returns to {package}": "volta para {package}",
    "in {package}": "em {package}",
    "an event from outside": "um evento de fora",
    "an event from outside: {call}": "um evento de fora: {call}",
    "{call} returns": "{call} retorna",
    "{call} continues": "{call} continua",
    "{call} begins": "{call} começa",
    "{timer} fires": "{timer} dispara",
    "{call} (waits for readers)": "{call} (espera os leitores)",
    "{call} (unlocks and sleeps)": "{call} (libera e dorme)",
    "{act} wakes no goroutine": "{act} não acorda nenhuma goroutine",
    "{act} wakes {ids}": "{act} acorda {ids}",
    "{act} starts {ids}": "{act} inicia {ids}",
}
"""Texts that were worded before the report; the first template that fits a whole text counts."""
