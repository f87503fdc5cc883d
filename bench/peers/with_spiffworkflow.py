"""SpiffWorkflow, its state kept as JSON in one row of PostgreSQL, as its makers suggest."""

import os
from collections import deque
from io import BytesIO

import psycopg
from answering import answer
from lxml import etree
from psycopg.types.json import Jsonb
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

PERMIT = b"""<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <process id="permit" isExecutable="true">
    <startEvent id="begun"/>
    <manualTask id="visit"/><manualTask id="draft"/><manualTask id="approve"/>
    <exclusiveGateway id="approved" default="e"/>
    <manualTask id="sign"/>
    <exclusiveGateway id="signed" default="h"/>
    <manualTask id="issue"/><manualTask id="hand_over"/>
    <endEvent id="ended"/>
    <sequenceFlow id="a" sourceRef="begun" targetRef="visit"/>
    <sequenceFlow id="b" sourceRef="visit" targetRef="draft"/>
    <sequenceFlow id="c" sourceRef="draft" targetRef="approve"/>
    <sequenceFlow id="d" sourceRef="approve" targetRef="approved"/>
    <sequenceFlow id="e" sourceRef="approved" targetRef="sign"/>
    <sequenceFlow id="f" sourceRef="approved" targetRef="draft">
      <conditionExpression xsi:type="tFormalExpression">sent_back</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="g" sourceRef="sign" targetRef="signed"/>
    <sequenceFlow id="h" sourceRef="signed" targetRef="issue"/>
    <sequenceFlow id="i" sourceRef="signed" targetRef="draft">
      <conditionExpression xsi:type="tFormalExpression">sent_back</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="j" sourceRef="issue" targetRef="hand_over"/>
    <sequenceFlow id="k" sourceRef="hand_over" targetRef="ended"/>
  </process>
</definitions>
"""
DATA = {
    "code": "000.12.21.H09-150420-0001",
    "due_at": "2015-05-20T17:00:00+07:00",
    "applicant": {
        "name": "Nguyễn Thị Phương Uyên",
        "identity_number": "074189004712",
        "phone": "0912345386",
        "email": "uyen@example.vn",
        "address": "12 Yersin, phường Phú Cường, thành phố Thủ Dầu Một",
    },
    "papers": ["Đơn đề nghị", "Giấy tờ về quyền sử dụng đất", "Bản vẽ thiết kế"],
}

parser = BpmnParser()
parser.add_bpmn_xml(etree.parse(BytesIO(PERMIT)))
spec = parser.get_spec("permit")
serializer = BpmnWorkflowSerializer()
place = {"host": os.environ["PEER_HOST"], "dbname": os.environ["PEER_DATABASE"]}
connection = psycopg.connect(**place, user=os.environ["PEER_USER"], autocommit=True)
connection.execute(
    "CREATE TABLE workflow (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state jsonb)"
)
waiting: deque[int] = deque()


def intake() -> None:
    """Begin a workflow and keep its state."""
    workflow = BpmnWorkflow(spec)
    workflow.data.update(DATA)
    workflow.do_engine_steps()
    state = Jsonb(serializer.to_dict(workflow))
    kept = "INSERT INTO workflow (state) VALUES (%s) RETURNING id"
    (row,) = connection.execute(kept, [state]).fetchall()
    waiting.append(row[0])


def step() -> None:
    """Read the state, locked, complete the task that is ready, and keep the state."""
    key = waiting.popleft()
    with connection.transaction():
        locked = "SELECT state FROM workflow WHERE id = %s FOR UPDATE"
        ((state,),) = connection.execute(locked, [key]).fetchall()
        workflow = serializer.from_dict(state)
        (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
        task.run()
        workflow.do_engine_steps()
        kept = Jsonb(serializer.to_dict(workflow))
        connection.execute("UPDATE workflow SET state = %s WHERE id = %s", [kept, key])


answer(intake=intake, step=step)
