"""Addresses: tasks and the board."""

from django.urls import URLPattern, path

from fremskudt.casework.views import board, task

urlpatterns: list[URLPattern] = [
    path("opgaver/", task.tasks, name="tasks"),
    path("opgaver/ny/", task.task_own, name="task_own"),
    path("opgaver/gjort/", task.task_done, name="task_done"),
    path("opgaver/fortryd/", task.task_undo, name="task_undo"),
    path("opgaver/videre/", task.task_hand_on, name="task_hand_on"),
    path("opgaver/hent/", task.tasks_file, name="tasks_file"),
    path("borgere/<slug:code>/opgave/", task.task_new, name="task_new"),
    path("tavle/", board.board, name="board"),
    path("tavle/gennemgang/", board.board_walk, name="board_walk"),
    path("borgere/<slug:code>/tavle/", board.board_add, name="board_add"),
    path("borgere/<slug:code>/tavle/af/", board.board_off, name="board_off"),
]
